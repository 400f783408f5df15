import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { form, send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { freePort } from "../support/servers/free-port.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

/** A script of the build that is worth compressing. */
async function aScript(origin: string): Promise<string> {
  const names = await readdir("build/client/assets");
  return `${origin}/assets/${names.find((name) => /^entry\.client-.*\.js$/.test(name))}`;
}

test("a built file is served after its folder is removed, and ranges are ignored", async () => {
  const root = await mkdtemp(path.join(tmpdir(), "no-slots-static-"));
  await mkdir(path.join(root, "build"));
  await cp("build/client", path.join(root, "build/client"), { recursive: true });
  await symlink(path.resolve("drizzle"), path.join(root, "drizzle"));
  await migratedEmbedded(path.join(root, "data"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const address = await aScript(origin);
  const file = (headers: Record<string, string> = {}) => send(address, { headers, agent });
  const page = () => send(`${origin}/emergency/`, { agent });
  const app = new AppProcess({ PORT: String(port) }, root, "main", [], root);
  try {
    await app.ready();
    const whole = await file();
    expect([whole.status, whole.bytes.length > 0]).toEqual([200, true]);
    for (const range of ["bytes=0-0", "bytes=1-", "bytes=-1", "bytes=0-0,2-3"]) {
      for (const condition of ["", whole.headers.etag ?? ""]) {
        const { status, headers, bytes } = await file({ Range: range, ...(condition && { "If-Range": condition }) });
        expect([status, headers["content-range"], bytes.equals(whole.bytes)]).toEqual([200, undefined, true]);
      }
    }
    expect((await page()).status).toBe(200);

    await rm(path.join(root, "build/client"), { recursive: true });
    expect((await file()).bytes.equals(whole.bytes)).toBe(true);
    expect((await page()).status).toBe(200);

    await app.withoutDescriptors(async () => {
      expect((await file()).bytes.equals(whole.bytes)).toBe(true);
      expect((await page()).status).toBe(200);
    });
    expect((await send(`${origin}/health/live`, { agent: new http.Agent() })).status).toBe(200);
    expect(await app.kill("SIGTERM")).toBe(0);
    expect(await app.log()).not.toContain('"level":50');
  } finally {
    agent.destroy();
    await app.kill("SIGKILL");
    await rm(root, { recursive: true, force: true });
  }
});

test("a hashed file comes in each coding, is cached for a year, and revalidates by 304", async ({ practice }) => {
  const address = await aScript(practice.origin);
  const plain = await send(address);
  expect(plain.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    "content-length": String(plain.bytes.length),
    vary: "Accept-Encoding",
  });
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
  const tags = [plain.headers.etag];
  for (const coding of ["br", "gzip"] as const) {
    const packed = await send(address, { headers: { "Accept-Encoding": coding } });
    expect([packed.headers["content-encoding"], unpack[coding](packed.bytes).equals(plain.bytes)]).toEqual([
      coding,
      true,
    ]);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    tags.push(packed.headers.etag);
    const known = { "Accept-Encoding": coding, "If-None-Match": packed.headers.etag ?? "" };
    const again = await send(address, { headers: known });
    expect([again.status, again.bytes.length, again.headers["cache-control"]]).toEqual([
      304,
      0,
      "public, max-age=31536000, immutable",
    ]);
  }
  expect(new Set(tags).size).toBe(3);
  const head = await send(address, { method: "HEAD" });
  expect({ ...head.headers, date: "" }).toEqual({ ...plain.headers, date: "" });
  expect([head.status, head.bytes.length]).toEqual([200, 0]);
});

test("other files are sent unchanged for an hour; compressed forms have no address", async ({ practice }) => {
  const { headers } = await send(`${practice.origin}/og.png?1`, { headers: { "Accept-Encoding": "br" } });
  expect(headers).toMatchObject({ "content-type": "image/png", "cache-control": "public, max-age=3600" });
  expect(headers["content-encoding"]).toBeUndefined();
  for (const other of ["/robots.txt.br", "/assets/", "/robots.txt/", "/../package.json", "/%6fg.png"]) {
    expect([other, (await send(practice.origin + other)).status]).toEqual([other, 404]);
  }
  const posted = await send(`${practice.origin}/robots.txt`, form({ a: "b" }));
  expect([posted.status, posted.headers.allow]).toEqual([405, "GET, HEAD"]);
});
