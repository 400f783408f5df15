import { scryptSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UnavailableError } from "#app/application/ports/database.ts";
import { DerivationThreads } from "./derivation-threads.ts";

const CHEAP = { N: 2 ** 10, r: 8, p: 1 };
const derivation = (password: string) => ({ password, salt: new Uint8Array(16), bytes: 32, cost: CHEAP });

describe("derivation threads", () => {
  it("return what scrypt returns, and are reused", async () => {
    const threads = new DerivationThreads();
    const asked = ["one", "two", "три"];
    for (const _ of ["new", "idle"]) {
      const keys = await Promise.all(asked.map((password) => threads.derive(derivation(password))));
      const expected = asked.map((password) => scryptSync(password, new Uint8Array(16), 32, CHEAP));
      expect(keys.map((key) => Buffer.from(key))).toEqual(expected);
    }
    await threads.close();
  });

  it("report an error, and continue with the next", async () => {
    const threads = new DerivationThreads();
    await expect(threads.derive({ ...derivation("one"), cost: { ...CHEAP, N: 3 } })).rejects.toThrow(/scrypt/i);
    expect(await threads.derive(derivation("one"))).toHaveLength(32);
    await threads.close();
  });

  it("that are ended at work refuse their jobs as unavailable", async () => {
    const threads = new DerivationThreads();
    const slow = threads.derive({ ...derivation("one"), cost: { N: 2 ** 14, r: 8, p: 5 } });
    const [outcome] = await Promise.allSettled([slow, threads.close()]);
    expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(UnavailableError) });
  });

  it.runIf(process.platform === "linux")("give way to the thread that answers visitors", async () => {
    const nice = () =>
      readdirSync("/proc/self/task").map((task) => {
        const [, fields = ""] = readFileSync(`/proc/self/task/${task}/stat`, "utf8").split(/\) (.*)/s);
        return Number(fields.split(" ")[16]);
      });
    const before = nice();
    const threads = new DerivationThreads();
    await threads.derive(derivation("one"));
    expect(Math.max(...nice()) - Math.max(...before)).toBeGreaterThanOrEqual(0);
    expect(nice().filter((each) => each >= Math.min(...before) + 5).length).toBeGreaterThan(0);
    await threads.close();
  });
});
