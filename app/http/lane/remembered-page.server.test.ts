import { randomBytes } from "node:crypto";
import { data } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { requestFacts } from "#app/context.ts";
import { type Load, queryOf, serve } from "#app/testing/lane.ts";

describe("a page on the fast lane", () => {
  it("runs its callback when sent, whole or as 304, not when refused or broken", async () => {
    const shown = vi.fn();
    const load: Load = async ({ context }) => {
      context.get(requestFacts).whenShown(shown);
      return data("page");
    };
    const { ask } = await serve(load);
    const { headers } = await ask("/page/");
    const tag = { "If-None-Match": headers.get("etag") ?? "" };
    expect([(await ask("/page/", { headers: tag })).status, shown.mock.calls.length]).toEqual([304, 2]);
    const nothing = { "Accept-Encoding": "identity;q=0" };
    expect([(await ask("/page/", { headers: nothing })).status, shown.mock.calls.length]).toEqual([406, 2]);
    const other = await serve(load, async () => new Response("fault", { status: 500 }));
    expect([(await other.ask("/page/")).status, shown.mock.calls.length]).toEqual([500, 2]);
  });

  it("answers GET and HEAD alike with 304: tag and policy, no headers of a body", async () => {
    const draw = async () => new Response("page", { headers: { "Content-Type": "text/html" } });
    const { ask } = await serve(async () => data("page"), draw);
    const { headers } = await ask("/page/");
    const etag = headers.get("etag") ?? "";
    for (const method of ["GET", "HEAD"]) {
      for (const known of [etag, `W/${etag}`, `"x" ,W/"y",  ${etag}`, `"x",${etag}`, "*"]) {
        const answer = await ask("/page/", { method, headers: { "If-None-Match": known } });
        expect([known, answer.status, answer.body]).toEqual([known, 304, ""]);
        for (const name of ["etag", "vary", "cache-control", "content-security-policy"]) {
          expect([name, answer.headers.get(name)]).toEqual([name, headers.get(name)]);
        }
        for (const name of ["content-type", "content-length", "content-encoding"]) {
          expect([name, answer.headers.get(name)]).toEqual([name, null]);
        }
      }
      for (const other of ['"x"', `W/"x", "y"`, etag.slice(1, -1), `${etag}x`, `"*"`, ",", "W/"]) {
        const answer = await ask("/page/", { method, headers: { "If-None-Match": other } });
        expect([other, answer.status, answer.body]).toEqual([other, 200, method === "HEAD" ? "" : "page"]);
      }
    }
  });

  it("caches at most 16 MB in any number of pages, and keeps a requested page", async () => {
    const large = new Map<string, Buffer>();
    const { ask, drawn } = await serve(queryOf, async (shown) => {
      // Three copies in memory, since it does not compress.
      const body = large.get(shown) ?? randomBytes(1024 * 1024);
      large.set(shown, body);
      return new Response(new Uint8Array(body));
    });
    const drawnFor = async (query: string) => {
      const before = drawn.mock.calls.length;
      await ask(`/page/?${query}`);
      return drawn.mock.calls.length - before;
    };
    const sequence = ["hot", "a", "hot", "b", "hot", "c", "hot", "d", "hot", "e", "hot", "f", "hot", "f", "a"];
    const times: number[] = [];
    for (const query of sequence) times.push(await drawnFor(query));
    expect(times).toEqual([1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1]);
  });
});
