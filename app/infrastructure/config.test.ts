import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const folder = () => mkdtempSync(path.join(tmpdir(), "config-"));
const secret = () => randomBytes(32).toString("base64");
const practice = () => ({
  PUBLIC_ORIGIN: "https://practice.example",
  DATABASE_URL: "postgres://localhost/practice",
  CONTACT_KEYS: `k2:${secret()},k1:${secret()}`,
  FINGERPRINT_KEYS: `f1:${secret()}`,
  LINK_KEYS: `l2:${secret()},l1:${secret()}`,
  SMTP_URL: "smtps://user:password@mail.example",
  MAIL_FROM: "Practice <practice@practice.example>",
});

describe("a demo", () => {
  it("needs no settings, listens on loopback, and creates keys only the owner can read", () => {
    const dataDir = folder();
    const config = readConfig({ DATA_DIR: dataDir });
    expect(config).toMatchObject({
      demo: true,
      host: "127.0.0.1",
      port: 3000,
      telegramBot: null,
      mail: { kind: "outbox" },
      mailCeilings: { perHour: 30, perDay: 80 },
      database: { kind: "embedded" },
    });
    expect(statSync(path.join(dataDir, "keys.json")).mode & 0o777).toBe(0o600);
    expect(readConfig({ DATA_DIR: dataDir }).keys).toEqual(config.keys);
  });

  it.each([
    [
      "of a version with one link key",
      { contact: `demo:${secret()}`, fingerprint: `demo:${secret()}`, link: secret() },
    ],
    ["cut short", "{"],
  ])("refuses a keys.json %s in words, and leaves it as it is", (_, kept) => {
    const dataDir = folder();
    const text = typeof kept === "string" ? kept : JSON.stringify(kept);
    writeFileSync(path.join(dataDir, "keys.json"), text);
    const start = () => readConfig({ DATA_DIR: dataDir });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow("For a demo, delete DATA_DIR");
    expect(readFileSync(path.join(dataDir, "keys.json"), "utf8")).toBe(text);
  });

  it("treats an empty variable as unset", () => {
    expect(readConfig({ DATA_DIR: folder(), PUBLIC_ORIGIN: "", SMTP_URL: "", PORT: "" }).port).toBe(3000);
  });
});

describe("a demo is closed to others", () => {
  const demo = (env: Record<string, string>) => () => readConfig({ DATA_DIR: folder(), ...env });

  it.each(["0.0.0.0", "::", "192.168.1.5", "demo.example"])("HOST=%s needs DEMO_PUBLIC=1", (HOST) => {
    expect(demo({ HOST })).toThrow(ConfigError);
    expect(demo({ HOST })).toThrow("DEMO_PUBLIC=1");
    expect(demo({ HOST, DEMO_PUBLIC: "1" })().host).toBe(HOST);
  });

  it.each(["localhost", "127.0.0.2", "::1"])("HOST=%s is this machine", (HOST) =>
    expect(demo({ HOST })().host).toBe(HOST),
  );

  it.each(["http://practice.example", "http://192.168.1.5:3000", "http://localhost.example"])(
    "PUBLIC_ORIGIN=%s refuses to start, whoever may come in",
    (PUBLIC_ORIGIN) => {
      expect(demo({ PUBLIC_ORIGIN })).toThrow(ConfigError);
      expect(demo({ PUBLIC_ORIGIN, DEMO_PUBLIC: "1" })).toThrow("PUBLIC_ORIGIN: http is for this machine only");
    },
  );

  it.each(["http://localhost:8080", "http://127.0.0.1:3000", "http://[::1]:3000", "http://demo.localhost"])(
    "PUBLIC_ORIGIN=%s is this machine",
    (PUBLIC_ORIGIN) => expect(demo({ PUBLIC_ORIGIN })().publicOrigin).toBe(PUBLIC_ORIGIN),
  );
});

describe("a real practice", () => {
  it("listens to this machine only, unless HOST says otherwise", () => {
    expect(readConfig(practice()).host).toBe("127.0.0.1");
    expect(readConfig({ ...practice(), HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });

  it("on a remote database creates no folder", () => {
    const dataDir = path.join(folder(), "none");
    readConfig({ ...practice(), DATA_DIR: dataDir });
    expect(existsSync(dataDir)).toBe(false);
  });

  it("starts with all that it needs; the first key is the one that writes", () => {
    const config = readConfig(practice());
    expect(config).toMatchObject({ demo: false, publicOrigin: "https://practice.example", mail: { kind: "smtp" } });
    expect(config.keys.contact.map(({ kid }) => kid)).toEqual(["k2", "k1"]);
    expect(config.keys.link.map(({ kid }) => kid)).toEqual(["l2", "l1"]);
  });

  it.each(["DATABASE_URL", "CONTACT_KEYS", "FINGERPRINT_KEYS", "LINK_KEYS", "SMTP_URL", "MAIL_FROM"])(
    "refuses to start without %s",
    (name) => {
      const dataDir = folder();
      expect(() => readConfig({ ...practice(), [name]: undefined, DATA_DIR: dataDir })).toThrow(ConfigError);
      expect(() => readConfig({ ...practice(), [name]: undefined, DATA_DIR: dataDir })).toThrow(name);
      expect(() => readFileSync(path.join(dataDir, "keys.json"))).toThrow(/ENOENT/);
    },
  );

  it("may run on the embedded database only when told so explicitly", () => {
    const config = readConfig({
      ...practice(),
      DATABASE_URL: undefined,
      ALLOW_EMBEDDED_DATABASE: "1",
      DATA_DIR: folder(),
    });
    expect(config.database.kind).toBe("embedded");
  });
});

describe("names an invalid variable without quoting its value", () => {
  const short = Buffer.from("too short a key").toString("base64");
  it.each([
    ["CONTACT_KEYS", `k1:${short}`],
    ["CONTACT_KEYS", short],
    ["FINGERPRINT_KEYS", ""],
    ["LINK_KEYS", short],
    ["LINK_KEYS", `l1:${short}`],
    ["PUBLIC_ORIGIN", "https://practice.example/path"],
    ["PUBLIC_ORIGIN", "ftp://practice.example"],
    ["DATABASE_URL", "mysql://localhost/practice"],
    ["SMTP_URL", "https://mail.example"],
    ["PORT", "70000"],
    ["TRUST_PROXY", "yes"],
    ["TRUST_PROXY_FROM", "10.0.0.0/8, proxy.example"],
    ["TELEGRAM_BOT_USERNAME", "no spaces"],
    ["TELEGRAM_BOT_TOKEN", "no-token"],
    ["TELEGRAM_WEBHOOK_SECRET", "short"],
    ["TELEGRAM_API_ROOT", "nowhere"],
    ["EMBED_ORIGINS", "https://ok.example partner.example"],
    ["HSTS_SUBDOMAINS", "yes"],
    ["OPERATOR_EMAIL", "nobody"],
    ["MAILS_PER_HOUR", "0"],
    ["MAILS_PER_DAY", "many"],
  ])("%s", (name, value) => {
    const attempt = () => readConfig({ ...practice(), [name]: value, DATA_DIR: folder() });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(name);
    if (value) expect(attempt).not.toThrow(value);
  });

  it("a bot token without a webhook secret: anybody could impersonate Telegram", () => {
    const attempt = () => readConfig({ ...practice(), TELEGRAM_BOT_TOKEN: "1:token", DATA_DIR: folder() });
    expect(attempt).toThrow("TELEGRAM_WEBHOOK_SECRET");
  });

  it("a folder that others may read and that holds what is not ours", () => {
    const dataDir = folder();
    writeFileSync(path.join(dataDir, "thesis.txt"), "");
    chmodSync(dataDir, 0o755);
    const attempt = () => readConfig({ DATA_DIR: dataDir });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(/^DATA_DIR: others may read it/);
    expect(existsSync(path.join(dataDir, "keys.json"))).toBe(false);
  });

  it.each(["CONTACT_KEYS", "FINGERPRINT_KEYS", "LINK_KEYS"])("two keys of one name in %s", (name) => {
    expect(() => readConfig({ ...practice(), [name]: `k1:${secret()},k1:${secret()}` })).toThrow(name);
  });

  it("the old LINK_KEY, with the replacement spelled out, even beside LINK_KEYS", () => {
    const LINK_KEY = secret();
    const { LINK_KEYS: _, ...before } = practice();
    for (const given of [before, practice()]) {
      const attempt = () => readConfig({ ...given, LINK_KEY });
      expect(attempt).toThrow("LINK_KEY: is gone. Write LINK_KEYS=l1:<the value of LINK_KEY> in its place");
      expect(attempt).not.toThrow(LINK_KEY);
    }
  });
});
