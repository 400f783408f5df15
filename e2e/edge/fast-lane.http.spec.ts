import { readdir } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type Answer, form, send } from "../support/http.ts";
import { expect, Practice, test } from "../support/practice.ts";

const pageOf = (practice: Practice, query: string) => `${practice.origin}/booking/no-slots/${query}`;
const ask = (address: string, accepted?: string, more: Record<string, string> = {}) =>
  send(address, { headers: { ...(accepted === undefined ? {} : { "Accept-Encoding": accepted }), ...more } });

function decoded({ headers, bytes }: Answer): string {
  const coding = headers["content-encoding"];
  if (coding === "br") return brotliDecompressSync(bytes).toString();
  return coding === "gzip" ? gunzipSync(bytes).toString() : bytes.toString();
}

const CODINGS: [accepted: string | undefined, coding: string | undefined][] = [
  [undefined, undefined],
  ["", undefined],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["br;q=0.5, gzip;q=0.8", "gzip"],
  ["br;q=0, gzip;q=0, *;q=0.5", undefined],
  ["*", "br"],
  ["identity, br;q=0.5", undefined],
  ["identity;q=0, gzip;q=0.1", "gzip"],
  ["GZIP;Q=1", "gzip"],
  ["deflate, zstd", undefined],
];

test("the page comes in the client's preferred coding, and is the same in all", async ({ practice }) => {
  const service = await practice.service();
  const address = pageOf(practice, `?service_slug=${service.slug}`);
  const plain = await ask(address);
  for (const [accepted, coding] of CODINGS) {
    const answer = await ask(address, accepted);
    expect([accepted, answer.status, answer.headers["content-encoding"]]).toEqual([accepted, 200, coding]);
    expect(answer.headers.vary).toBe("Accept-Encoding");
    expect(answer.headers["content-length"]).toBe(String(answer.bytes.length));
    expect(decoded(answer)).toBe(decoded(plain));
  }
  expect((await ask(address, "identity;q=0")).status).toBe(406);
});

test("each coding has its own tag, and only that tag gives 304", async ({ practice }) => {
  const service = await practice.service();
  const address = pageOf(practice, `?service_slug=${service.slug}`);
  const codings = ["br", "gzip", "identity"];
  // The first visitors get fast, weaker brotli.
  const weaker = (await ask(address, "br")).bytes.length;
  for (let count = 0; count < 2; count += 1) await ask(address, "br");
  await expect.poll(async () => (await ask(address, "br")).bytes.length).toBeLessThan(weaker);
  const tags = new Map<string, string>();
  for (const coding of codings) tags.set(coding, (await ask(address, coding)).headers.etag ?? "");
  expect(new Set(tags.values()).size).toBe(3);
  for (const coding of codings) {
    for (const [of, tag] of tags) {
      const status = of === coding ? 304 : 200;
      expect((await ask(address, coding, { "If-None-Match": tag })).status).toBe(status);
      expect((await ask(address, coding, { "If-None-Match": `"x", W/${tag}` })).status).toBe(status);
    }
    const same = await ask(address, coding, { "If-None-Match": "*" });
    expect([same.status, same.body, same.headers.etag]).toEqual([304, "", tags.get(coding)]);
    expect(same.headers["content-length"]).toBeUndefined();
    const head = await send(address, { method: "HEAD", headers: { "Accept-Encoding": coding } });
    const get = await ask(address, coding);
    expect({ ...head.headers, date: "" }).toEqual({ ...get.headers, date: "" });
    expect(head.body).toBe("");
  }
});

test("services, their states and campaigns are never mixed, in any order of requests", async ({ practice }) => {
  const none = await practice.service({ title: "Первая встреча" });
  const free = await practice.service({ title: "Вторая встреча" });
  await practice.freeTime(free.id);
  const paused = await practice.service({ title: "Третья встреча", waitlistOpen: false });
  const slugs = { none: none.slug, free: free.slug, paused: paused.slug };
  const titles = { none: "Первая встреча", free: "Вторая встреча", paused: "Третья встреча" };
  const states = ["none", "free", "paused"] as const;
  const seen = new Map<string, string>();
  for (let count = 0; count < 300; count += 1) {
    const state = states[count % 3] ?? "none";
    const accepted = ["br", "gzip", undefined][Math.floor(count / 3) % 3];
    const rest = count % 2 === 0 ? "" : `&utm_source=campaign-${count}&embed=${count}&x=${count}`;
    const page = decoded(await ask(pageOf(practice, `?service_slug=${slugs[state]}${rest}`), accepted));
    for (const other of states) expect(page.includes(titles[other])).toBe(other === state);
    expect([...new Set(page.match(/campaign-\d+/g))]).toEqual(rest === "" ? [] : [`campaign-${count}`]);
    const plain = page.replaceAll(/(?:\?|&amp;)utm_source=campaign-\d+/g, "");
    expect(plain).toBe(seen.get(state) ?? plain);
    seen.set(state, plain);

    const choice = await ask(pageOf(practice, `?utm_source=campaign-${count}`), accepted);
    expect(decoded(choice)).toContain(`&amp;utm_source=campaign-${count}"`);
    const unknown = await ask(pageOf(practice, `?service_slug=unknown${count}`), accepted);
    expect(unknown.status).toBe(404);
  }
});

test("two practices with other partners differ in policy and tag for the same words", async () => {
  // Two practices of its own: other tests change the shared one's promise and services.
  const plain = await Practice.start();
  const embedded = await Practice.start({ embedOrigins: ["https://partner.example"], publicOrigin: plain.origin });
  try {
    const [one, other] = await Promise.all([
      ask(`${plain.origin}/booking/no-slots/?service_slug=primary`),
      ask(`${embedded.listensAt}/booking/no-slots/?service_slug=primary`),
    ]);
    expect(other.body).toBe(one.body);
    expect(one.headers["content-security-policy"]).not.toContain("partner.example");
    expect(other.headers["content-security-policy"]).toContain("frame-ancestors 'self' https://partner.example");
    expect(one.headers.etag).not.toBe(other.headers.etag);
  } finally {
    await Promise.all([plain.stop(), embedded.stop()]);
  }
});

test("a rejected form is answered for its sender alone", async ({ practice }) => {
  const service = await practice.service();
  const address = pageOf(practice, `?service_slug=${service.slug}`);
  const before = await ask(address);
  const fields = form({ preferred_contact_method: "email", contact_email: "anna-without-a-domain" });
  const rejected = await send(address, fields);
  expect([rejected.status, rejected.headers["cache-control"], rejected.headers.etag]).toEqual([
    400,
    "private, no-cache",
    undefined,
  ]);
  expect(rejected.body).toContain("anna-without-a-domain");
  const after = await ask(address);
  expect(after.body).toBe(before.body);
  const conditional = await send(address, {
    ...fields,
    headers: { ...fields.headers, "If-None-Match": before.headers.etag ?? "" },
  });
  expect(conditional.status).toBe(400);
});

test("responses past the fast lane are compressed by the same preferences", async ({ practice }) => {
  const service = await practice.service();
  const assets = await readdir("build/client/assets");
  const asset = `/assets/${assets.find((name) => /^entry\.client.*\.js$/.test(name))}`;
  const rejected = form({ preferred_contact_method: "email", contact_email: "anna-without-a-domain" });
  const noSlots = pageOf(practice, `?service_slug=${service.slug}`);
  const answers: [what: string, address: string, init: Parameters<typeof send>[1], status: number][] = [
    ["a page for nobody", `${practice.origin}/nowhere/`, {}, 404],
    ["a rejected form", noSlots, rejected, 400],
    ["the API", `${practice.origin}/api/public/booking/no-slots?service_slug=${service.slug}`, {}, 200],
    ["the API's refusal", `${practice.origin}/api/public/booking/no-slots?service_slug=x`, {}, 404],
    ["a router's data", `${practice.origin}/booking/no-slots/_.data?service_slug=${service.slug}`, {}, 200],
    ["the desk", `${practice.origin}/desk/sign-in/`, {}, 200],
    ["its script", practice.origin + asset, {}, 200],
    ["the enhancement", `${practice.origin}/enhance.js`, {}, 200],
  ];
  const withoutNonce = (body: string) => body.replaceAll(/nonce="[^"]*"/g, "");
  for (const [what, address, init, status] of answers) {
    const asked = (accepted: string | undefined, more: Record<string, string> = {}, method = init?.method) => {
      const headers = { ...init?.headers, ...more, ...(accepted === undefined ? {} : { "Accept-Encoding": accepted }) };
      return send(address, { ...init, headers, ...(method ? { method } : {}) });
    };
    const plain = await asked(undefined);
    for (const [accepted, coding] of [...CODINGS, ["identity;q=0", undefined] as const]) {
      const answer = await asked(accepted);
      expect([what, accepted, answer.status, answer.headers["content-encoding"]]).toEqual([
        what,
        accepted,
        status,
        coding,
      ]);
      expect(answer.headers.vary, what).toBe("Accept-Encoding");
      expect(withoutNonce(decoded(answer)), what).toBe(withoutNonce(decoded(plain)));
    }
    if (init?.method) continue;
    const head = await asked("br", {}, "HEAD");
    expect([what, head.headers["content-encoding"], head.headers.vary, head.body]).toEqual([
      ...[what, "br", "Accept-Encoding", ""],
    ]);
  }
  const picture = await ask(`${practice.origin}/og.png`, "br");
  expect([picture.status, picture.headers["content-encoding"]]).toEqual([200, undefined]);
  expect((await ask(practice.origin + asset, "br")).headers["cache-control"]).toContain("immutable");
});

test("protected pages are compressed only for our own site, as their length would leak", async ({ practice }) => {
  const packedFor = async (headers: Record<string, string>) =>
    (await ask(`${practice.origin}/desk/sign-in/`, "br", headers)).headers["content-encoding"];
  const Cookie = "any=1";
  for (const site of ["same-origin", "none"]) expect(await packedFor({ Cookie, "Sec-Fetch-Site": site })).toBe("br");
  for (const site of ["cross-site", "same-site"]) {
    expect(await packedFor({ Cookie, "Sec-Fetch-Site": site })).toBeUndefined();
  }
  expect(await packedFor({ Cookie })).toBeUndefined();
});
