import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rootCertificates } from "node:tls";
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
  OPERATOR_EMAIL: "owner@practice.example",
});

describe("a demo", () => {
  it("needs no settings, listens on loopback, and creates keys only the owner can read", () => {
    const dataDir = folder();
    const config = readConfig({ DATA_DIR: dataDir });
    expect(config).toMatchObject({
      demo: true,
      host: "127.0.0.1",
      port: 3000,
      messengers: ["telegram"],
      bots: [],
      telegram: null,
      max: null,
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

  it.each([
    ["https://пример.рф", "https://xn--e1afmkfd.xn--p1ai"],
    ["https://Запись.Пример.РФ/", "https://xn--80ane1al0e.xn--e1afmkfd.xn--p1ai"],
    ["https://practice.example:443", "https://practice.example"],
  ])("may have the address %s, and sites that frame it", (written, origin) => {
    const config = readConfig({ ...practice(), PUBLIC_ORIGIN: written, EMBED_ORIGINS: `${written} https://a.example` });
    expect(config).toMatchObject({ publicOrigin: origin, embedOrigins: [origin, "https://a.example"] });
  });

  it("starts with complete settings; the first key writes", () => {
    const config = readConfig(practice());
    expect(config).toMatchObject({ demo: false, publicOrigin: "https://practice.example", mail: { kind: "smtp" } });
    expect(config.keys.contact.map(({ kid }) => kid)).toEqual(["k2", "k1"]);
    expect(config.keys.link.map(({ kid }) => kid)).toEqual(["l2", "l1"]);
  });

  it.each(["DATABASE_URL", "CONTACT_KEYS", "FINGERPRINT_KEYS", "LINK_KEYS", "SMTP_URL", "MAIL_FROM", "OPERATOR_EMAIL"])(
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
    ["PUBLIC_ORIGIN", "https://user@practice.example"],
    ["PUBLIC_ORIGIN", "https://practice.example?"],
    ["DATABASE_URL", "mysql://localhost/practice"],
    ["SMTP_URL", "https://mail.example"],
    ["PORT", "70000"],
    ["TRUST_PROXY", "yes"],
    ["TRUST_PROXY_FROM", "10.0.0.0/8, proxy.example"],
    ["TELEGRAM_BOT_USERNAME", "no spaces"],
    ["TELEGRAM_BOT_TOKEN", "no-token"],
    ["TELEGRAM_WEBHOOK_SECRET", "short"],
    ["TELEGRAM_API_ROOT", "nowhere"],
    ["MESSENGERS", "telegram icq"],
    ["MAX_BOT_USERNAME", "no spaces"],
    ["MAX_BOT_TOKEN", "no token of theirs"],
    ["MAX_WEBHOOK_SECRET", "short"],
    ["MAX_API_ROOT", "nowhere"],
    ["MAX_CA_FILE", "package.json"],
    ["MAX_CA_FILE", "no/such/file.pem"],
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

  it("the same for MAX", () => {
    const attempt = () => readConfig({ ...practice(), MAX_BOT_TOKEN: "a-token-of-max-0001", DATA_DIR: folder() });
    expect(attempt).toThrow("MAX_WEBHOOK_SECRET");
  });

  it("a folder readable by others that holds foreign files", () => {
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

describe("the messengers", () => {
  const connected = {
    TELEGRAM_BOT_USERNAME: "@balance_bot",
    TELEGRAM_BOT_TOKEN: "1:token",
    TELEGRAM_WEBHOOK_SECRET: "a-secret-of-ours-1",
    MAX_BOT_USERNAME: "balance_max_bot",
    MAX_BOT_TOKEN: "a-token-of-max-0001",
    MAX_WEBHOOK_SECRET: "a-secret-of-ours-2",
  };
  const of = (env: Record<string, string>) => readConfig({ DATA_DIR: folder(), ...env });
  const [telegram, max] = [
    { messenger: "telegram", name: "balance_bot" },
    { messenger: "max", name: "balance_max_bot" },
  ];

  it("come in the order of the settings, Telegram first by default", () => {
    expect(of(connected)).toMatchObject({ messengers: ["telegram", "max"], bots: [telegram, max] });
    expect(of({ ...connected, MESSENGERS: "max, telegram" }).bots).toEqual([max, telegram]);
    expect(of(connected).max).toEqual({
      token: "a-token-of-max-0001",
      webhookSecret: "a-secret-of-ours-2",
      apiRoot: "https://platform-api2.max.ru",
      ca: null,
    });
  });

  it("are switched off by leaving them out, MAX also where it has no bot", () => {
    const inMax = of({ ...connected, MESSENGERS: "max" });
    expect(inMax).toMatchObject({ messengers: ["max"], bots: [max], telegram: null });
    expect(of({ MESSENGERS: "max" })).toMatchObject({ messengers: [], bots: [], max: null });
    expect(of({})).toMatchObject({ messengers: ["telegram"], bots: [] });
  });

  it("may have an authority of their own, read once", () => {
    const file = path.join(folder(), "ca.pem");
    writeFileSync(file, rootCertificates[0] ?? "");
    expect(of({ ...connected, MAX_CA_FILE: file }).max?.ca).toBe(rootCertificates[0]);
  });
});

describe("the sender of mails", () => {
  const from = (MAIL_FROM: string) => readConfig({ DATA_DIR: folder(), MAIL_FROM }).mailFrom;
  const address = "practice@practice.example";

  it("in quotes, as env files of containers keep it, is the sender without them", () => {
    const sender = `Practice <${address}>`;
    for (const text of [`"${sender}"`, `'${sender}'`, sender])
      expect(from(text)).toEqual({ name: "Practice", address });
    expect(from(address)).toEqual({ name: "", address });
    expect(() => from('"Practice"')).toThrow("MAIL_FROM: must be an e-mail address");
    expect(() => from("Practice, for you")).toThrow("write the whole value in single quotes");
  });

  it.each([
    ["Баланс: запись", "Баланс: запись"],
    ["Баланс (онлайн)", "Баланс (онлайн)"],
    ["Баланс; Анна", "Баланс; Анна"],
    ["Анна, психолог", "Анна, психолог"],
    ['"A, B"', "A, B"],
    ['"A \\"B\\""', 'A "B"'],
  ])("is split once, with marks in its name: %s", (written, name) => {
    expect(from(`${written} <${address}>`)).toEqual({ name, address });
  });

  it("and the operator may have a .рф domain and marks that nobody sees", () => {
    const written = "\u202aivan@пример.рф\u202c";
    const read = "ivan@xn--e1afmkfd.xn--p1ai";
    expect(from(written)).toEqual({ name: "", address: read });
    expect(from(`Баланс <${written}>`)).toEqual({ name: "Баланс", address: read });
    expect(readConfig({ DATA_DIR: folder(), OPERATOR_EMAIL: written }).operatorEmail).toBe(read);
  });

  it.each([
    [`${address}, other@practice.example`, "several"],
    [`Practice <${address}>, Other <other@practice.example>`, "one sender"],
    [`other@practice.example, Practice <${address}>`, "one sender"],
    [`Practice <${address}`, "MAIL_FROM"],
    ["Practice: first@practice.example, second@practice.example;", "MAIL_FROM"],
    ["Practice <>", "MAIL_FROM"],
  ])("that is not one is refused at the start, in words: %s", (written, words) => {
    expect(() => from(written)).toThrow(ConfigError);
    expect(() => from(written)).toThrow(words);
  });
});
