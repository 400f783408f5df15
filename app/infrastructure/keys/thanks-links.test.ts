import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SentRequest } from "#app/application/ports/waitlist.ts";
import { ContactCipher } from "./contact-cipher.ts";
import { thanksLinks } from "./thanks-links.ts";

const key = (kid: string) => ({ kid, secret: randomBytes(32) });
const cipher = new ContactCipher({ contact: [key("k1")], fingerprint: [key("f1")] });
const links = thanksLinks(cipher);
const ID = "00000000-0000-7000-8000-000000000001";
const sent: SentRequest = { requestId: ID, isNew: true, timeWindow: "any", hour: null };
const now = new Date("2026-11-23T09:00:00.000Z");
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe("the sealed address of the thanks page", () => {
  it("opens for ten minutes", async () => {
    const sealed = await links.seal(sent, now);
    expect([await links.open(sealed, now), await links.open(sealed, minutesLater(9))]).toEqual([sent, sent]);
    expect([await links.open(sealed, minutesLater(10)), await links.open(sealed, minutesLater(-1))]).toEqual([
      null,
      null,
    ]);
  });

  it("keeps the hour that was asked for", async () => {
    for (const until of [minutesLater(60), null]) {
      const asking = { ...sent, hour: { slotId: ID, startsAt: minutesLater(600), until } };
      expect(await links.open(await links.seal(asking, now), now)).toEqual(asking);
    }
  });

  it("reveals neither the request nor its age", async () => {
    const old = await links.seal(sent, now);
    const repeat = {
      requestId: "ffffffff-ffff-7fff-8fff-ffffffffffff",
      isNew: false,
      timeWindow: "weekday_morning",
      hour: null,
    } as const;
    const fresh = await links.seal(repeat, now);
    expect(old).toHaveLength(fresh.length);
    expect(await links.open(fresh, now)).toEqual(repeat);
    expect([old.includes(ID), old === (await links.seal(sent, now))]).toEqual([false, false]);
  });

  it.each(["", "x", "a.b.c.d.e"])("%j opens nothing", async (made) => expect(await links.open(made, now)).toBeNull());

  it("opens no text that was sealed for another purpose", async () => {
    const other = await cipher.sealText(JSON.stringify([ID, now.toISOString()]), { table: "factor_offers", id: ID });
    expect(await links.open(other, now)).toBeNull();
  });
});
