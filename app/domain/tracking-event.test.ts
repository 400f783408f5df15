import { describe, expect, it } from "vitest";
import { assertAllowed, envelope, type TrackingEvent } from "./tracking-event.ts";
import { readMarks, readUtm } from "./visit.ts";

const base = envelope({ id: "0190a000-0000-7000-8000-000000000000", now: new Date(0), source: "web", visit: null });
const view = {
  ...base,
  event_name: "show_no_slots",
  properties: { service_slug: "primary", date_range: "next_14d" },
} as const;

/** Input from a caller without our types. */
const untyped = (event: TrackingEvent, properties: Record<string, unknown>): TrackingEvent => {
  const forged = structuredClone(event);
  for (const name of Object.keys(forged.properties)) Reflect.deleteProperty(forged.properties, name);
  Object.assign(forged.properties, properties);
  return forged;
};

describe("the closed list of events", () => {
  it("accepts an event of the list", () => expect(assertAllowed(view)).toBe(view));

  it.each([
    ["an unknown property", { service_slug: "primary", date_range: "next_14d", email: "anna@example.org" }],
    ["a missing property", { service_slug: "primary" }],
    ["a value outside its range", { service_slug: "primary", date_range: "month" }],
    ["a contact in the place of a slug", { service_slug: "anna@example.org", date_range: "next_14d" }],
    ["an inherited name", { service_slug: "primary", date_range: "next_14d", constructor: "x" }],
  ])("refuses %s and does not quote its value", (_, properties) => {
    expect(() => assertAllowed(untyped(view, properties))).toThrow(/is not allowed$/);
    expect(() => assertAllowed(untyped(view, properties))).not.toThrow(/anna@example/);
  });
});

describe("marks of a campaign", () => {
  const NONE: ReadonlySet<string> = new Set();
  it.each(["108645123", "12345678", "1".repeat(16)])("keeps digits of no phone's length: %s", (value) => {
    expect(readUtm(new URLSearchParams({ utm_campaign: value }), NONE)).toEqual({ utm_campaign: value });
  });
  it("keeps what the practice listed, and counts what it drops", () => {
    const query = new URLSearchParams("utm_source=vk.com/psy&utm_medium=Telegram Ads&utm_term=89161234567");
    expect(readMarks(query, NONE)).toEqual({ utm: {}, dropped: 3 });
    const utm = { utm_source: "vk.com/psy", utm_medium: "Telegram Ads" };
    expect(readMarks(query, new Set(Object.values(utm)))).toEqual({ utm, dropped: 1 });
  });
  it("keeps the allow-listed marks", () => {
    const query = new URLSearchParams("utm_source=tg&utm_campaign=осень-2026&other=1&gclid=2");
    expect(readUtm(query, NONE)).toEqual({ utm_source: "tg", utm_campaign: "осень-2026" });
  });
  it.each(["anna@example.org", "+79161234567", "8 916 123", "<script>", "a".repeat(65), "\u0000", ""])(
    "leaves out %j",
    (value) => expect(readUtm(new URLSearchParams({ utm_source: value }), NONE)).toEqual({}),
  );
});
