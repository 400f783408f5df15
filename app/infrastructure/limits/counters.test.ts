import { describe, expect, it } from "vitest";
import { DATABASES } from "#app/testing/databases.ts";
import { countersIn, perNetwork } from "./counters.ts";

describe.each(DATABASES)("counts per network on $name", ({ open }) => {
  it("an IPv6 customer fills the /56 and the /48 from many /64", async () => {
    const { connection, drop } = await open();
    const counter = perNetwork(countersIn(connection, Buffer.alloc(32)), "address", { points: 2, duration: 60 });
    const admitted = async (prefix: string) => (await counter.take(prefix)).left >= 0;
    const inSameHousehold = Array.from({ length: 9 }, (_, net) => `2001:db8:1:${(0x100 + net).toString(16)}::/64`);
    const answers = [];
    for (const prefix of inSameHousehold) answers.push(await admitted(prefix));
    expect(answers).toEqual([...Array(8).fill(true), false]);
    for (let household = 2; household <= 4; household += 1) {
      for (let net = 0; net < 8; net += 1)
        expect(await admitted(`2001:db8:1:${(household * 0x100 + net).toString(16)}::/64`)).toBe(true);
    }
    expect(await admitted("2001:db8:1:900::/64")).toBe(false);
    expect(await admitted("2001:db8:2:900::/64")).toBe(true);
    await drop();
  });

  it("IPv4 counts once, and a refusal or a return leaves no count", async () => {
    const { connection, drop } = await open();
    const counter = perNetwork(countersIn(connection, Buffer.alloc(32)), "address", { points: 1, duration: 60 });
    expect((await counter.take("203.0.113.7")).left).toBe(0);
    expect((await counter.take("203.0.113.7")).left).toBe(-1);
    expect((await connection.run("select points from rate_limits")).rows).toHaveLength(1);
    expect((await counter.take("2001:db8:1:100::/64")).left).toBe(0);
    await counter.giveBack("2001:db8:1:100::/64");
    expect((await counter.take("2001:db8:1:100::/64")).left).toBe(0);
    await drop();
  });
});
