import { describe, expect, it } from "vitest";
import { deviceCookie, deviceOf } from "./device-cookie.server.ts";

const HTTP = "http://127.0.0.1:3000";
const HTTPS = "https://practice.example";
const sent = (cookie: string) => new Request(`${HTTP}/desk/`, { headers: { Cookie: cookie } });

describe("the cookie of a known browser", () => {
  it.each([
    [HTTP, "desk-device", []],
    [HTTPS, "__Secure-desk-device", ["Secure"]],
  ])("of %s goes with the desk's own forms only, for 400 days", async (origin, name, more) => {
    const [pair = "", ...attributes] = (await deviceCookie(origin, "mark.proof")).split("; ");
    expect(pair.slice(0, pair.indexOf("="))).toBe(name);
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=34560000", "Path=/desk", "SameSite=Strict", ...more]);
    expect(await deviceOf(sent(`a=b; ${pair}`), origin)).toBe("mark.proof");
  });

  it("with foreign content is none", async () => {
    const written = (value: unknown) => `desk-device=${encodeURIComponent(btoa(JSON.stringify(value)))}`;
    for (const odd of ["desk-device=", "desk-device=%", written(5), written(""), written("a".repeat(401)), "a=b"]) {
      expect([odd, await deviceOf(sent(odd), HTTP)]).toEqual([odd, null]);
    }
  });
});
