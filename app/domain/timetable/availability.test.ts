import { describe, expect, it } from "vitest";
import { availabilityOf, type PublicSlot, type Service, type Timetable } from "./availability.ts";
import { USUAL_CALENDAR } from "./working-days.ts";

const NOW = new Date("2026-11-23T09:00:00Z");
const HOUR = 3600_000;
const service: Service = {
  id: "s1",
  slug: "primary",
  title: "…",
  format: "online",
  durationMinutes: 50,
  bookingUrl: null,
  waitlistOpen: true,
  bookWithoutAsking: false,
};
const slot = (hours: number, serviceId: string | null = "s1"): PublicSlot => ({
  id: String(hours),
  serviceId,
  otherServiceIds: [],
  startsAt: new Date(NOW.getTime() + hours * HOUR),
  endsAt: new Date(NOW.getTime() + (hours + 1) * HOUR),
  visibleFrom: null,
  visibleUntil: new Date(NOW.getTime() + hours * HOUR),
});
const at = (...slots: PublicSlot[]) => {
  const timetable: Timetable = {
    practice: { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2, calendar: USUAL_CALENDAR },
    services: [service],
    slots,
  };
  return availabilityOf(service, { status: "read", timetable }, NOW).status;
};

describe("availability of a service", () => {
  it("is free with a slot of its own or of any service ahead", () => {
    expect(at(slot(1))).toBe("free");
    expect(at(slot(1, null))).toBe("free");
  });
  it("is none without slots, or with only foreign, past, begun or distant ones", () => {
    expect(at()).toBe("none");
    expect(at(slot(1, "s2"), slot(-1), slot(0), slot(14 * 24))).toBe("none");
    expect(at(slot(14 * 24 - 1))).toBe("free");
  });
  it("is free with a slot for several services, of which it is one", () => {
    expect(at({ ...slot(1, "s2"), otherServiceIds: ["s3", "s1"] })).toBe("free");
    expect(at({ ...slot(1, "s2"), otherServiceIds: ["s3"] })).toBe("none");
  });
  it("is none with a slot that is shorter than the service has become", () => {
    const short = { ...slot(1), endsAt: new Date(slot(1).startsAt.getTime() + 50 * 60_000) };
    expect(at(short)).toBe("free");
    expect(at({ ...short, endsAt: new Date(short.endsAt.getTime() - 1) })).toBe("none");
  });
  it("changes by the clock alone when a hold ends or the minimum notice begins", () => {
    const later = (ms: number) => new Date(NOW.getTime() + ms);
    expect(at({ ...slot(5), visibleFrom: later(1) })).toBe("none");
    expect(at({ ...slot(5), visibleFrom: NOW })).toBe("free");
    expect(at({ ...slot(5), visibleUntil: NOW })).toBe("none");
    expect(at({ ...slot(5), visibleUntil: later(1) })).toBe("free");
  });
  it("is unknown, never none, when the timetable cannot be read", () => {
    expect(availabilityOf(service, { status: "unreadable", last: null }, NOW).status).toBe("unknown");
  });
});
