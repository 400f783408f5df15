import { TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { testKeys } from "#app/testing/practice.ts";
import { codeAt, secondFactor } from "./second-factor.ts";

const NOW = new Date("2026-11-23T10:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const anna = { id: "0199a000-0000-7000-8000-000000000001", email: "anna@practice.example" };
const boris = { ...anna, id: "0199a000-0000-7000-8000-000000000002" };

describe("the second factor", () => {
  const factor = secondFactor(new ContactCipher(testKeys()), { about: DEMO_ABOUT });

  it("has a random seed of 160 bits per offer, readable by an app", async () => {
    const offers = await Promise.all(Array.from({ length: 20 }, () => factor.offer(anna, NOW)));
    expect(new Set(offers.map(({ base32 }) => base32)).size).toBe(20);
    for (const { base32, address } of offers) {
      expect(base32).toMatch(/^[A-Z2-7]{32}$/);
      expect(address).toContain(`secret=${base32}`);
      expect(decodeURIComponent(address)).toContain(`${DEMO_ABOUT.name}:${anna.email}`);
    }
  });

  it("is confirmed only by its operator, within an hour, and unchanged", async () => {
    const offer = await factor.offer(anna, NOW);
    expect(offer.sealed).not.toContain(offer.base32);
    expect(await factor.reopen(offer.sealed, anna, later(59))).toEqual(offer);
    expect(await factor.reopen(offer.sealed, anna, later(60))).toBeNull();
    expect(await factor.reopen(offer.sealed, boris, NOW)).toBeNull();
    for (const odd of ["", "rubbish", `${offer.sealed}A`, offer.sealed.slice(1)])
      expect(await factor.reopen(odd, anna, NOW)).toBeNull();
    const strangers = secondFactor(new ContactCipher(testKeys()), { about: DEMO_ABOUT });
    expect(await strangers.reopen(offer.sealed, anna, NOW)).toBeNull();
  });

  it("accepts its own codes, and none of another seed", async () => {
    const [{ base32 }, other] = [await factor.offer(anna, NOW), await factor.offer(anna, NOW)];
    expect(factor.stepOf(codeAt(base32, NOW), base32, NOW)).toBe(NOW.getTime() / 30_000);
    expect(codeAt(base32, NOW)).toBe(new TOTP({ secret: base32 }).generate({ timestamp: NOW.getTime() }));
    expect(factor.stepOf(codeAt(other.base32, NOW), base32, NOW)).toBeNull();
    expect(factor.stepOf("12345", base32, NOW)).toBeNull();
  });
});
