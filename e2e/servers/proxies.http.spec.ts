import { mkdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import https from "node:https";
import path from "node:path";
import { text } from "node:stream/consumers";
import { application } from "../support/http.ts";
import { snippet } from "../support/pages/snippets.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { limitsOf } from "../support/records/limits.ts";
import { allRequests } from "../support/records/requests.ts";
import { certificates } from "../support/servers/certificates.ts";
import { freePort } from "../support/servers/free-port.ts";
import { openFolder, program, type Running, running } from "../support/servers/programs.ts";
import { logged } from "../support/servers/server-log.ts";

const HOST = "practice.example";
const ORIGIN = `https://${HOST}`;
const real = { demo: false, publicOrigin: ORIGIN, trustProxy: 1, logLevel: "warn" } as const;

type Setting = { app: string; port: number; folder: string; tls: ReturnType<typeof certificates> };
/** Each starts as docs/operations.md says, with one `mistake`. */
type Proxy = (setting: Setting, mistake: (config: string) => string) => Promise<Running>;

const nginx: Proxy = ({ app, port, folder, tls }, mistake) => {
  const server = mistake(
    snippet("nginx", {
      "listen 443 ssl": `listen 127.0.0.1:${port} ssl`,
      "/etc/ssl/practice.pem": tls.certificate,
      "/etc/ssl/practice.key": tls.key,
      "http://127.0.0.1:3000": app,
    }),
  );
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder};`);
  const file = path.join(folder, "nginx.conf");
  const rest = `pid ${folder}/nginx.pid; daemon off; error_log stderr; events {}`;
  writeFileSync(file, `${rest}\nhttp { access_log off; ${places.join(" ")}\n${server}}`);
  return running(program("nginx"), ["-e", "stderr", "-p", folder, "-c", file], { port });
};

const haproxy: Proxy = ({ app, port, folder, tls }, mistake) => {
  const config = snippet("haproxy", {
    "bind :443 ssl crt /etc/ssl/practice.pem": `bind 127.0.0.1:${port} ssl crt ${tls.both}`,
    "127.0.0.1:3000": new URL(app).host,
  });
  const file = path.join(folder, "haproxy.cfg");
  writeFileSync(file, mistake(config));
  return running(program("haproxy"), ["-db", "-f", file], { port });
};

const caddy: Proxy = ({ app, port, folder, tls }, mistake) => {
  const site = snippet("caddyfile", {
    "practice.example {": `https://practice.example:${port} {\n    tls ${tls.certificate} ${tls.key}`,
    "127.0.0.1:3000": new URL(app).host,
  });
  const file = path.join(folder, "Caddyfile");
  writeFileSync(
    file,
    `{\n    admin off\n    auto_https disable_redirects\n    default_bind 127.0.0.1\n}\n${mistake(site)}`,
  );
  const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  return running(program("caddy"), ["run", "--config", file, "--adapter", "caddyfile"], { port, env });
};

/** As a browser sends it to the practice's name, which leads to the proxy. */
type Sending = { method?: string | undefined; headers?: Record<string, string> | undefined; body?: unknown };
function ask(port: number, address: string, { method = "GET", headers = {}, body }: Sending = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const options = { method, headers: { Host: HOST, ...headers }, servername: HOST, rejectUnauthorized: false };
    const request = https.request(`https://127.0.0.1:${port}${address}`, { ...options, agent: false }, (response) => {
      text(response).then((words) => resolve({ status: response.statusCode ?? 0, body: words }), reject);
    });
    request.on("error", reject);
    request.end(typeof body === "string" ? body : undefined);
  });
}

const asIs = (config: string) => config;

async function behind(
  proxy: Proxy,
  mistake: (config: string) => string,
  work: (practice: Practice, port: number) => Promise<void>,
) {
  const folder = openFolder();
  const practice = await Practice.start(real);
  try {
    mkdirSync(path.join(folder, "tls"));
    const tls = certificates(program("openssl"), path.join(folder, "tls"), `DNS:${HOST}`);
    const port = await freePort();
    const server = await proxy({ app: practice.listensAt, port, folder, tls }, mistake);
    try {
      await work(practice, port);
    } finally {
      await server.stop();
    }
  } finally {
    await practice.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function apply(practice: Practice, port: number, person: string) {
  const { slug } = await practice.service();
  const { headers, ...form } = application(person);
  return ask(port, `/booking/no-slots/?service_slug=${slug}`, { ...form, headers: { ...headers, Origin: ORIGIN } });
}

for (const [name, proxy] of Object.entries({ nginx, haproxy, caddy })) {
  test(`behind ${name} as the documents set it up, pages, forms and the desk work`, () =>
    behind(proxy, asIs, async (practice, port) => {
      const lines = await logged(async () => {
        expect((await ask(port, "/booking/")).status).toBe(200);
        expect((await ask(port, "/health/ready")).status).toBe(200);
        const person = somebody();
        expect((await apply(practice, port, person)).status).toBe(303);
        expect((await practice.mailTo(person)).text).toContain(`${ORIGIN}/waitlist/`);
        const body = new URLSearchParams({ intent: "password", email: person, password: "none" }).toString();
        const headers = { "Content-Type": "application/x-www-form-urlencoded", Origin: ORIGIN };
        const desk = await ask(port, "/desk/sign-in/", { method: "POST", headers, body });
        // A wrong password, not another site's form.
        expect(desk.body).not.toContain("TRUST_PROXY");
        expect(desk.body).toContain(person);
      });
      expect(lines.filter(({ msg }) => msg !== "desk refused")).toEqual([]);
      expect(await limitsOf(practice, "address")).toHaveLength(1);
    }));
}

const without = (line: RegExp) => (config: string) => {
  if (!line.test(config)) throw new Error(`the mistake ${line} changes nothing`);
  return config.replace(line, "");
};

const WRONG_HOSTS = [
  ["nginx with its own Host", nginx, without(/proxy_set_header Host .*;/)],
  ["HAProxy that sets Host", haproxy, (config: string) => `${config}    http-request set-header Host app:3000\n`],
] as const;

for (const [name, proxy, mistake] of WRONG_HOSTS) {
  test(`behind ${name}: an honest page, the typed words kept, and one log line`, () =>
    behind(proxy, mistake, async (practice, port) => {
      const person = somebody();
      const lines = await logged(async () => {
        const page = await ask(port, "/booking/");
        expect([page.status, page.body]).toEqual([421, expect.stringContaining("по адресу practice.example")]);
        for (let count = 0; count < 3; count += 1) {
          const form = await apply(practice, port, person);
          expect(form.status).toBe(403);
          for (const words of [person, "заголовок Host"]) expect(form.body).toContain(words);
        }
        expect((await ask(port, "/desk/sign-in/", { method: "POST" })).status).toBe(421);
        expect((await ask(port, "/health/ready")).status).toBe(200);
      });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({
        level: 40,
        msg: "host refused",
        hint: expect.stringMatching(/^Host\sis\s\S+,\sPUBLIC_ORIGIN\ssays\spractice\.example$/),
      });
      expect(JSON.stringify(lines)).not.toContain(person);
      expect(await allRequests(practice)).toEqual([]);
    }));
}

test("behind nginx that names no visitor, the log says once that all share one limit", () =>
  behind(nginx, without(/proxy_set_header X-Forwarded-For .*;/), async (practice, port) => {
    const lines = await logged(async () => {
      expect((await apply(practice, port, somebody())).status).toBe(303);
      expect((await apply(practice, port, somebody())).status).toBe(303);
    });
    expect(lines).toMatchObject([{ level: 40, msg: "the trusted proxy sends no X-Forwarded-For" }]);
  }));
