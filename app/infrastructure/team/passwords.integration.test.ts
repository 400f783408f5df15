import { scryptSync } from "node:crypto";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type Derivation, DerivationThreads } from "./derivation-threads.ts";

const { compared } = vi.hoisted(() => ({ compared: { times: 0 } }));
vi.mock("node:crypto", async (actual) => {
  const real = await actual<typeof import("node:crypto")>();
  return {
    ...real,
    timingSafeEqual: (one: Uint8Array, other: Uint8Array) => {
      compared.times += 1;
      return real.timingSafeEqual(one, other);
    },
  };
});
const { passwordsBy } = await import("./passwords.ts");

const PASSWORD = "Пароль из менеджера";
const OWASP = { N: 2 ** 15, r: 8, p: 3 };

describe("passwords", () => {
  const threads = new DerivationThreads();
  const derived: Derivation[] = [];
  const passwords = passwordsBy((derivation) => {
    derived.push(derivation);
    return threads.derive(derivation);
  });
  const hashed = async (password: string) => (await passwords.hash(password)) ?? "";
  afterAll(() => threads.close());

  it("are stored as scrypt with OWASP's parameters and a salt of their own", async () => {
    const [one, other] = await Promise.all([hashed(PASSWORD), hashed(PASSWORD)]);
    expect(one).not.toBe(other);
    const [kind, N, r, p, salt = "", key = ""] = one.split("$");
    expect([kind, N, r, p]).toEqual(["scrypt", "32768", "8", "3"]);
    expect(Buffer.from(salt, "base64url")).toHaveLength(16);
    const expected = scryptSync(PASSWORD, Buffer.from(salt, "base64url"), 32, { ...OWASP, maxmem: 2 ** 26 });
    expect(key).toBe(expected.toString("base64url"));
  });

  it("are compared whole, in constant time, in any Unicode form", async () => {
    const kept = await hashed("й".normalize("NFC").repeat(300));
    compared.times = 0;
    expect(await passwords.verify("й".normalize("NFD").repeat(300), kept)).toBe("right");
    expect(await passwords.verify("й".normalize("NFC").repeat(299), kept)).toBe("wrong");
    expect(compared.times).toBe(2);
  });

  it("of unknown accounts cost the same work, and are never right", async () => {
    const kept = await hashed(PASSWORD);
    derived.length = 0;
    compared.times = 0;
    expect(await passwords.verify("wrong", kept)).toBe("wrong");
    expect(await passwords.verify("wrong", null)).toBe("wrong");
    const work = expect.objectContaining({ bytes: 32, cost: expect.objectContaining(OWASP) });
    expect(derived).toEqual([work, work]);
    expect(compared.times).toBe(2);
  });

  it("hashed with other parameters are verified with those", async () => {
    const salt = Buffer.alloc(16, 7);
    const older = scryptSync(PASSWORD, salt, 32, { N: 2 ** 14, r: 8, p: 5 });
    const kept = ["scrypt", 2 ** 14, 8, 5, salt.toString("base64url"), older.toString("base64url")].join("$");
    expect(await passwords.verify(PASSWORD, kept)).toBe("right");
    expect(await passwords.verify("wrong", kept)).toBe("wrong");
    await expect(passwords.verify(PASSWORD, "bcrypt$12$x")).rejects.toThrow("unknown kind");
  });

  it("are hashed two at a time, eight wait, and more are refused before any work", async () => {
    const held: (() => void)[] = [];
    const many = passwordsBy(() => new Promise((resolve) => held.push(() => resolve(new Uint8Array(32)))));
    const taken = Array.from({ length: 10 }, () => many.verify(PASSWORD, null));
    expect([many.busy, await many.verify(PASSWORD, null), await many.hash(PASSWORD)]).toEqual([true, "busy", null]);
    for (let done = 0; done < 10; done += 1) {
      await vi.waitFor(() => expect(held).toHaveLength(Math.min(done + 2, 10)));
      held[done]?.();
    }
    expect(new Set(await Promise.all(taken))).toEqual(new Set(["wrong"]));
    expect(many.busy).toBe(false);
  });
});
