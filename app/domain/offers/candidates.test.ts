import { describe, expect, it } from "vitest";
import { mayBeOffered } from "#app/domain/waitlist-request.ts";
import { aBooking, aCandidate, aLine, anOffer, aSlot, MOSCOW, moscow } from "#app/testing/offers/fixtures.ts";
import { channelOf, compareCandidates, lineUp, type SlotHistory, standingOf } from "./candidates.ts";

const joined = moscow("2026-11-01 12:00");
const monday = moscow("2026-12-07 18:00");
const history = (more: Partial<SlotHistory> = {}): SlotHistory => ({
  slot: aSlot(monday),
  offers: [],
  bookings: [],
  ...more,
});
type More = Parameters<typeof aCandidate>[2];
const reasonOf = (more: More, given = history()) => {
  const standing = standingOf(aCandidate("person", joined, more), given, MOSCOW);
  return standing.kind === "skipped" ? standing.reason : standing.kind;
};

describe("who is skipped, and why", () => {
  it.each<[string, More]>([
    ["service", { request: { serviceId: "other" } }],
    ["too_short", { durationMinutes: 80 }],
    ["window", { request: { preferredTimeWindow: "weekend" } }],
    ["paused", { request: { pausedAt: joined } }],
    ["paused", { askedToWaitAt: joined }],
    ["leave_wish", { request: { leaveRequestedAt: joined } }],
    ["consent_withdrawn", { mayBeWritten: false }],
    ["unreachable", { channel: null }],
    ["open_offer", { busyUntil: monday }],
    ["weekly_cap", { offersThisWeek: 3 }],
    ["absent", { request: { status: "closed" } }],
    ["absent", { request: { quarantinedAt: joined } }],
    ["eligible", { request: { status: "contacted", preferredTimeWindow: "weekday_evening" }, offersThisWeek: 2 }],
  ])("%s: %j", (reason, more) => {
    expect(reasonOf(more)).toBe(reason);
  });

  it("an hour without a service suits every service that is no longer", () => {
    const open = history({ slot: aSlot(monday, { serviceId: null }) });
    expect(reasonOf({ request: { serviceId: "other" } }, open)).toBe("eligible");
    expect(reasonOf({ request: { serviceId: "other" }, durationMinutes: 61 }, open)).toBe("too_short");
    const both = history({ slot: aSlot(monday, { otherServiceIds: ["other"] }) });
    expect(reasonOf({ request: { serviceId: "other" } }, both)).toBe("eligible");
    expect(reasonOf({ request: { serviceId: "third" } }, both)).toBe("service");
  });

  it("a format counts where both sides name one", () => {
    const online = history({ slot: aSlot(monday, { format: "online" }) });
    expect(reasonOf({ format: "offline" }, online)).toBe("format");
    expect(reasonOf({ format: "offline" }, history({ slot: aSlot(monday, { format: "hybrid" }) }))).toBe("eligible");
    expect(reasonOf({ format: null }, online)).toBe("eligible");
  });

  it.each([null, joined])("agrees with the desk's list on who may be offered time, paused: %s", (pausedAt) => {
    const marks = [null, joined].flatMap((quarantinedAt) => [null, joined].map((leave) => ({ quarantinedAt, leave })));
    for (const { quarantinedAt, leave } of marks) {
      const request = { status: "new" as const, pausedAt, quarantinedAt, leaveRequestedAt: leave };
      expect(reasonOf({ request }) === "eligible").toBe(mayBeOffered({ ...request, unreachableAt: null }));
    }
  });

  it("nobody is offered an hour again that they had or gave back", () => {
    const offers = [anOffer(joined, joined, { status: "declined" })];
    expect(reasonOf({}, history({ offers }))).toBe("offered_before");
    const bookings = [aBooking({ state: "cancelled", cancelledBy: "person" })];
    expect(reasonOf({}, history({ offers, bookings }))).toBe("cancelled_this");
  });
});

describe("the order", () => {
  it("is that of waiting, after those who were put first", () => {
    const [one, two, three] = [...aLine(2, joined), aCandidate("p3", monday, { putFirstAt: monday })];
    if (!one || !two || !three) throw new Error("three people");
    const line = lineUp([two, one, three], history(), MOSCOW);
    expect(line.map(({ candidate }) => candidate.request.id)).toEqual(["p3", "p1", "p2"]);
  });

  it("among equals is led by who lost a round, and then stays the same", () => {
    const [a, b] = [aCandidate("a", joined), aCandidate("b", joined)];
    expect([compareCandidates(a, b), compareCandidates(b, a), compareCandidates(a, a)]).toEqual([-1, 1, 0]);
    expect(compareCandidates(a, { ...b, lostRound: true })).toBe(1);
  });
});

describe("the way to a person", () => {
  const reach = { method: "email", chat: null, unreachable: false, wrongContact: false } as const;

  it("is a message where one arrives, and otherwise a call", () => {
    expect(channelOf(reach)).toBe("email");
    expect(channelOf({ ...reach, method: "telegram", chat: "telegram" })).toBe("telegram");
    expect(channelOf({ ...reach, method: "telegram" })).toBe("call");
    expect(channelOf({ ...reach, method: "phone" })).toBe("call");
    expect(channelOf({ ...reach, unreachable: true })).toBe("call");
  });

  it("is none where the contact is not theirs", () => {
    expect(channelOf({ ...reach, wrongContact: true })).toBeNull();
  });
});
