import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { MEETING_FORMATS } from "#app/domain/timetable/availability.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import {
  buttonData,
  CALLBACK_DATA_MAX_BYTES,
  CONCIERGE_STEPS,
  OFFER_PRESSES,
  type Press,
  pressOf,
  WAIT_PRESSES,
} from "./concierge-buttons.ts";
import { PREPARED_ANSWERS } from "./prepared-message.ts";

const id = fc.uuid();
const steps = CONCIERGE_STEPS.filter((step) => step !== "service");
const presses: fc.Arbitrary<Press> = fc.oneof(
  fc.record({ to: fc.constant("service" as const), serviceId: id }),
  fc.record({ to: fc.constant("format" as const), format: fc.constantFrom(...MEETING_FORMATS), serviceId: id }),
  fc.record({ to: fc.constant("window" as const), window: fc.constantFrom(...TIME_WINDOWS), serviceId: id }),
  fc.record({
    to: fc.constant("agree" as const),
    type: fc.constantFrom(...CONSENT_TYPES),
    version: fc.constant("2026-11-23"),
    serviceId: id,
  }),
  fc.record({ to: fc.constant("back" as const), from: fc.constantFrom(...steps), serviceId: id }),
  fc.record({ to: fc.constant("leave" as const), requestId: id }),
  fc.record({ to: fc.constant("answer" as const), answer: fc.constantFrom(...PREPARED_ANSWERS), messageId: id }),
  fc.record({ to: fc.constantFrom(...OFFER_PRESSES), offerId: id }),
  fc.record({ to: fc.constantFrom(...WAIT_PRESSES), requestId: id }),
  fc.record({ to: fc.constantFrom("refuse", "again", "resume", "emergency", "status", "erase") }),
);

describe("a button", () => {
  it("fits into 64 bytes and parses back to its meaning", () => {
    fc.assert(
      fc.property(presses, (press) => {
        const data = buttonData(press);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(CALLBACK_DATA_MAX_BYTES);
        expect(pressOf(data)).toEqual(press);
      }),
    );
  });

  it("that was tampered with parses to null", () => {
    fc.assert(
      fc.property(presses, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (press, at, character) => {
        const data = buttonData(press);
        const place = at % data.length;
        const tampered = data.slice(0, place) + character + data.slice(place + 1);
        const read = pressOf(tampered);
        // Data that still parses must be a valid button that serialises to the same data.
        if (read) expect(buttonData(read)).toBe(tampered);
      }),
    );
    const service = "01989f3a-0000-7000-8000-000000000001";
    for (const data of [
      "",
      "1",
      "1.",
      "1.s",
      "1.s.x",
      "2.again",
      `1.s.${service}.${service}`,
      `1.f.${service}`,
      `1.f.by_phone.${service}`,
      `1.w.midnight.${service}`,
      `1.p.latest.${service}`,
      `1.b.service.${service}`,
      "1.again.again",
      `1.w.any.${service}.x`,
    ]) {
      expect(pressOf(data), data).toBeNull();
    }
  });

  it("parses any text without throwing", () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void pressOf(text)));
  });
});
