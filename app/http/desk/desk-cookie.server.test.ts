import { describe, expect, it } from "vitest";
import { deskCookie, deskTokenOf, noDeskCookie } from "./desk-cookie.server.ts";

const HTTP = "http://127.0.0.1:3000";
const HTTPS = "https://practice.example";

/** A `Set-Cookie` as a browser parses it. */
function read(header: string) {
  const [pair = "", ...attributes] = header.split("; ");
  return { name: pair.slice(0, pair.indexOf("=")), pair, attributes: attributes.sort() };
}
const sent = (cookie: string) => new Request(`${HTTP}/desk/`, { headers: { Cookie: cookie } });

describe("the desk's cookie", () => {
  it("over https is bound to its host by name, and hidden from scripts", async () => {
    const { name, attributes } = read(await deskCookie(HTTPS, "token"));
    expect(name).toBe("__Host-desk");
    expect(attributes).toEqual(["HttpOnly", "Max-Age=129600", "Path=/", "SameSite=Lax", "Secure"]);
  });

  it("of a demo without https is the same except for what a browser would refuse there", async () => {
    const { name, attributes } = read(await deskCookie(HTTP, "token"));
    expect(name).toBe("desk");
    expect(attributes).toEqual(["HttpOnly", "Max-Age=129600", "Path=/", "SameSite=Lax"]);
  });

  it("is cleared by the same name, path and attributes", async () => {
    for (const origin of [HTTP, HTTPS]) {
      const [set, cleared] = [read(await deskCookie(origin, "token")), read(await noDeskCookie(origin))];
      expect(cleared.name).toBe(set.name);
      const kept = cleared.attributes.filter((each) => !each.startsWith("Expires="));
      expect(kept).toEqual(set.attributes.map((each) => each.replace(/^Max-Age=.*/, "Max-Age=0")));
    }
  });

  it("returns its token; a foreign value or a plain cookie over https is no token", async () => {
    const { pair } = read(await deskCookie(HTTP, "token"));
    expect(await deskTokenOf(sent(`a=b; ${pair}`), HTTP)).toBe("token");
    expect(await deskTokenOf(sent(pair), HTTPS)).toBeNull();
    const written = (value: unknown) => `desk=${encodeURIComponent(btoa(JSON.stringify(value)))}`;
    for (const odd of ["desk=", "desk=%", "desk=rubbish", written(5), written(""), written("a".repeat(101)), "a=b"]) {
      expect([odd, await deskTokenOf(sent(odd), HTTP)]).toEqual([odd, null]);
    }
  });
});
