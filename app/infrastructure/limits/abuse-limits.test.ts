import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { abuseLimits } from "./abuse-limits.ts";

describe.each(DATABASES)("limits per address and network on $name", ({ open }) => {
  let test: TestDatabase;
  let limits: ReturnType<typeof abuseLimits>;
  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
    limits = abuseLimits(test.connection, new Uint8Array(randomBytes(32)));
  });
  afterAll(() => test.drop());

  const prefix = (net: number, subnet: number) => `2001:db8:${net.toString(16)}:${subnet.toString(16)}::/64`;
  /** How many of so many attempts are admitted; the nth comes from the nth place. */
  async function admitted(attempts: number, place: (nth: number) => string) {
    const outcomes = [];
    for (let nth = 0; nth < attempts; nth += 1) outcomes.push((await limits.admit(place(nth))).admitted);
    return outcomes.filter(Boolean).length;
  }

  it("the form: 30 of a /64, 120 of a /56, and as many of the next", async () => {
    expect(await admitted(40, () => prefix(1, 0))).toBe(30);
    // A refusal of one place takes nothing from its neighbours.
    expect(await admitted(120, (nth) => prefix(1, 1 + nth))).toBe(90);
    expect(await admitted(20, (nth) => prefix(1, 0x100 + nth))).toBe(20);
  });

  it("the form: an IPv4 address counts by itself", async () => {
    expect(await admitted(60, (nth) => `203.0.113.${nth}`)).toBe(60);
    expect(await admitted(40, () => "203.0.113.200")).toBe(30);
  });

  it("the desk's sign-in: 40 of a /56; a success is not counted", async () => {
    const opened = async (attempts: number, inside: boolean) => {
      let open = 0;
      for (let nth = 0; nth < attempts; nth += 1) {
        const place = { addressPrefix: prefix(3, nth), account: `${nth}`, device: null };
        const outcome = await limits.signIn.attempt("password", place);
        if (outcome.status !== "open") continue;
        open += 1;
        if (inside) await outcome.takeBack();
      }
      return open;
    };
    expect(await opened(50, true)).toBe(50);
    expect(await opened(50, false)).toBe(40);
  });
});
