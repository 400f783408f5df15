import { scryptSync } from "node:crypto";
import { describe, expect, it, vi } from "vitest";

const { crypto } = vi.hoisted(() => ({ crypto: { derived: [] as unknown[], compared: 0 } }));
vi.mock("node:crypto", async (actual) => {
  const real = await actual<typeof import("node:crypto")>();
  return {
    ...real,
    scrypt: (...args: Parameters<typeof real.scrypt>) => {
      crypto.derived.push([args[2], args[3]]);
      return real.scrypt(...args);
    },
    timingSafeEqual: (one: Buffer, other: Buffer) => {
      crypto.compared += 1;
      return real.timingSafeEqual(one, other);
    },
  };
});
const { passwords } = await import("./passwords.ts");

const PASSWORD = "Пароль из менеджера";
const OWASP = { N: 2 ** 15, r: 8, p: 3 };

describe("passwords", () => {
  it("are kept as scrypt with OWASP's parameters and a salt of their own", async () => {
    const [one, other] = [await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)];
    expect(one).not.toBe(other);
    const [kind, N, r, p, salt = "", key = ""] = one.split("$");
    expect([kind, N, r, p]).toEqual(["scrypt", "32768", "8", "3"]);
    expect(Buffer.from(salt, "base64url")).toHaveLength(16);
    const expected = scryptSync(PASSWORD, Buffer.from(salt, "base64url"), 32, { ...OWASP, maxmem: 2 ** 26 });
    expect(key).toBe(expected.toString("base64url"));
  });

  it("are compared in constant time, whole, whatever way their letters are put together", async () => {
    const kept = await passwords.hash("й".normalize("NFC").repeat(300));
    crypto.compared = 0;
    expect(await passwords.verify("й".normalize("NFD").repeat(300), kept)).toBe(true);
    expect(await passwords.verify("й".normalize("NFC").repeat(299), kept)).toBe(false);
    expect(crypto.compared).toBe(2);
  });

  it("of nobody cost the same work, and are never right", async () => {
    const kept = await passwords.hash(PASSWORD);
    crypto.derived = [];
    crypto.compared = 0;
    expect(await passwords.verify("wrong", kept)).toBe(false);
    expect(await passwords.verify("wrong", null)).toBe(false);
    const work = [32, expect.objectContaining(OWASP)];
    expect(crypto.derived).toEqual([work, work]);
    expect(crypto.compared).toBe(2);
  });

  it("hashed with other parameters are read by those: a hash need not be made anew", async () => {
    const salt = Buffer.alloc(16, 7);
    const older = scryptSync(PASSWORD, salt, 32, { N: 2 ** 14, r: 8, p: 5 });
    const kept = ["scrypt", 2 ** 14, 8, 5, salt.toString("base64url"), older.toString("base64url")].join("$");
    expect(await passwords.verify(PASSWORD, kept)).toBe(true);
    expect(await passwords.verify("wrong", kept)).toBe(false);
    await expect(passwords.verify(PASSWORD, "bcrypt$12$x")).rejects.toThrow("unknown kind");
  });
});
