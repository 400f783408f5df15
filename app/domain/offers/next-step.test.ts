import { describe, expect, it } from "vitest";
import { aBooking, aCandidate, aFilling, aLine, anOffer, aSlot, MOSCOW, moscow } from "#app/testing/offers/fixtures.ts";
import { type FillingView, nextStep } from "./next-step.ts";

const joined = moscow("2026-11-01 12:00");
const now = moscow("2026-11-30 12:00");
const inTenDays = moscow("2026-12-10 18:00");
const inFiveDays = moscow("2026-12-05 18:00");
const inTwoDays = moscow("2026-12-02 18:00");
const tomorrow = moscow("2026-12-01 11:00");

function view(startsAt: Date, more: Partial<FillingView> = {}): FillingView {
  const candidates = more.candidates ?? aLine(100, joined);
  return {
    filling: aFilling(now),
    slot: aSlot(startsAt),
    offers: [],
    bookings: [],
    complete: true,
    ...more,
    candidates,
  };
}
const stepOf = (given: FillingView, at = now) => nextStep(given, MOSCOW, at).step;
const to = (requestId: string, holdsUntil: string, channel = "email") => ({
  requestId,
  channel,
  holdsUntil: moscow(holdsUntil),
});

describe("the ladder", () => {
  it("offers an hour ten days ahead to one person for 24 hours", () => {
    const step = { kind: "offer", round: 1, by: "message", to: [to("p1", "2026-12-01 12:00")] };
    expect(stepOf(view(inTenDays))).toEqual(step);
  });

  it("offers an hour five days ahead to one person for 6 hours", () => {
    expect(stepOf(view(inFiveDays))).toMatchObject({ to: [to("p1", "2026-11-30 18:00")] });
  });

  it("offers an hour two days ahead to three people at once for 2 hours", () => {
    const people = ["p1", "p2", "p3"].map((id) => to(id, "2026-11-30 14:00"));
    expect(stepOf(view(inTwoDays))).toMatchObject({ round: 1, by: "message", to: people });
  });

  it("lets the operator call about an hour that starts within a day", () => {
    const people = ["p1", "p2", "p3"].map((id) => to(id, "2026-11-30 14:00", "call"));
    expect(stepOf(view(tomorrow))).toMatchObject({ by: "call", to: people });
  });

  it("takes the row of the present distance in every round", () => {
    const first = anOffer(now, moscow("2026-12-01 12:00"), { requestId: "p1", status: "expired" });
    const later = moscow("2026-12-08 12:00");
    expect(stepOf(view(inTenDays, { offers: [first] }), later)).toMatchObject({
      round: 2,
      to: [{ requestId: "p2" }, { requestId: "p3" }, { requestId: "p4" }],
    });
  });

  it("stretches the hold where few are waiting", () => {
    // 18 daytime hours until the call list, two rounds.
    const people = ["p1", "p2", "p3"].map((id) => to(id, "2026-12-01 10:00"));
    expect(stepOf(view(inTwoDays, { candidates: aLine(6, joined) }))).toMatchObject({ to: people });
  });
});

describe("waiting", () => {
  it("begins after the undo delay", () => {
    const startsAt = moscow("2026-11-30 12:10");
    const step = { kind: "wait", until: startsAt, for: "undo_delay" };
    expect(stepOf(view(inTenDays, { filling: aFilling(now, { startsAt }) }))).toEqual(step);
  });

  it("offers nothing in quiet hours", () => {
    const step = { kind: "wait", until: moscow("2026-12-01 09:00"), for: "quiet_hours" };
    expect(stepOf(view(inTenDays), moscow("2026-11-30 21:00"))).toEqual(step);
  });

  it("waits while somebody is asked", () => {
    const offer = anOffer(now, moscow("2026-12-01 12:00"), { requestId: "p1" });
    const step = { kind: "wait", until: offer.holdsUntil, for: "answers" };
    expect(stepOf(view(inTenDays, { offers: [offer] }))).toEqual(step);
  });

  it("waits for the others of a round when one declines", () => {
    const until = moscow("2026-11-30 14:00");
    const offers = [
      anOffer(now, until, { id: "a", requestId: "p1", status: "declined" }),
      anOffer(now, until, { id: "b", requestId: "p2" }),
    ];
    expect(stepOf(view(inTwoDays, { offers }))).toEqual({ kind: "wait", until, for: "answers" });
  });

  it("waits for the operator's decision, and becomes public without one", () => {
    const keepsUntil = moscow("2026-12-01 12:00");
    const given = view(inTenDays, { filling: aFilling(now, { mode: "manual", keepsUntil }) });
    expect(stepOf(given)).toEqual({ kind: "wait", until: keepsUntil, for: "decision" });
    expect(stepOf(given, keepsUntil)).toEqual({ kind: "public", because: "not_decided" });
  });

  it("waits for the practice's answer to a visitor who asked for the hour", () => {
    const askedUntil = moscow("2026-12-01 12:00");
    const given = view(inTenDays, { bookings: [aBooking({ state: "asked", askedUntil })] });
    expect(stepOf(given)).toEqual({ kind: "wait", until: askedUntil, for: "practice" });
    expect(stepOf(given, askedUntil)).toMatchObject({ kind: "offer" });
  });

  it("waits for people who only have another offer", () => {
    const busyUntil = moscow("2026-12-01 10:00");
    const candidates = [aCandidate("p1", joined, { busyUntil })];
    const { step, skips } = nextStep(view(inFiveDays, { candidates }), MOSCOW, now);
    expect(step).toEqual({ kind: "wait", until: busyUntil, for: "busy_people" });
    expect(skips).toEqual([{ requestId: "p1", reason: "open_offer" }]);
  });

  it("does not wait for them where the hour is too near", () => {
    const candidates = [aCandidate("p1", joined, { busyUntil: moscow("2026-12-02 14:45") })];
    expect(stepOf(view(inTwoDays, { candidates }))).toEqual({ kind: "public", because: "nobody_left" });
  });

  it("asks for more of the line where too few were read", () => {
    expect(stepOf(view(inTenDays, { candidates: [], complete: false }))).toEqual({ kind: "read_on" });
    expect(stepOf(view(inTwoDays, { candidates: aLine(20, joined), complete: false }))).toEqual({ kind: "read_on" });
    const people = { to: [to("p1", "2026-11-30 14:00"), {}, {}] };
    expect(stepOf(view(inTwoDays, { candidates: aLine(40, joined), complete: false }))).toMatchObject(people);
  });
});

describe("the line", () => {
  it("names everybody who was passed over, and nobody behind", () => {
    const candidates = [
      aCandidate("p1", joined, { request: { pausedAt: joined } }),
      aCandidate("p2", moscow("2026-11-02 12:00"), { offersThisWeek: 3 }),
      aCandidate("p3", moscow("2026-11-03 12:00")),
      aCandidate("p4", moscow("2026-11-04 12:00"), { mayBeWritten: false }),
    ];
    const decision = nextStep(view(inTenDays, { candidates }), MOSCOW, now);
    expect(decision.step).toMatchObject({ to: [{ requestId: "p3" }] });
    expect(decision.skips).toEqual([
      { requestId: "p1", reason: "paused" },
      { requestId: "p2", reason: "weekly_cap" },
    ]);
  });

  it("asks whoever reached the weekly cap when nobody under it is left", () => {
    const capped = ["p1", "p2", "p3"].map((id) => aCandidate(id, joined, { offersThisWeek: 3 }));
    const decision = nextStep(view(inTwoDays, { candidates: [...capped, aCandidate("p4", now)] }), MOSCOW, now);
    expect(decision.step).toMatchObject({ to: [{ requestId: "p4" }] });
    expect(decision.skips.map(({ reason }) => reason)).toEqual(["weekly_cap", "weekly_cap", "weekly_cap"]);
    const after = nextStep(view(inTwoDays, { candidates: capped }), MOSCOW, now);
    expect(after).toMatchObject({
      skips: [],
      step: { to: [{ requestId: "p1" }, { requestId: "p2" }, { requestId: "p3" }] },
    });
  });

  it("does not pass over whom the same filling served", () => {
    const offers = [anOffer(now, now, { requestId: "p1", status: "declined", answeredAt: now })];
    expect(nextStep(view(inTenDays, { offers }), MOSCOW, now)).toMatchObject({
      skips: [],
      step: { to: [{ requestId: "p2" }] },
    });
  });

  it("serves first whom the operator put first", () => {
    const candidates = [...aLine(3, joined), aCandidate("first", now, { putFirstAt: now })];
    expect(stepOf(view(inTenDays, { candidates }))).toMatchObject({ to: [{ requestId: "first" }] });
  });

  it("calls a person who cannot be messaged, for the same hold in daytime hours", () => {
    const candidates = [aCandidate("p1", joined, { channel: "call" }), ...aLine(100, now)];
    expect(stepOf(view(inFiveDays, { candidates }), moscow("2026-11-30 18:00"))).toMatchObject({
      by: "message",
      to: [to("p1", "2026-12-01 12:00", "call")],
    });
  });
});

describe("a hold that is over", () => {
  const holdsUntil = moscow("2026-11-30 18:00");
  const decided = (more: Parameters<typeof anOffer>[2]) =>
    nextStep(
      view(inFiveDays, { offers: [anOffer(now, holdsUntil, { requestId: "p1", ...more })] }),
      MOSCOW,
      holdsUntil,
    );

  it("is the person's silence when the message went out, and the next is served", () => {
    const { ended, step } = decided({});
    expect(ended).toEqual([{ offerId: "offer", requestId: "p1", as: "silence" }]);
    expect(step).toMatchObject({ round: 2, to: [{ requestId: "p2" }] });
  });

  it("is the practice's omission when nobody called, and the next is served", () => {
    const { ended, skips, step } = decided({ channel: "call", sentAt: null });
    expect(ended).toMatchObject([{ as: "not_called" }]);
    expect(skips).toEqual([{ requestId: "p1", reason: "not_called" }]);
    expect(step).toMatchObject({ to: [{ requestId: "p2" }] });
  });

  it("is extended once when no transport took the message, and then becomes a call", () => {
    const morning = moscow("2026-12-01 10:00");
    const once = decided({ sentAt: null });
    expect(once.ended).toMatchObject([{ as: "extended", holdsUntil: morning }]);
    expect(once.step).toEqual({ kind: "wait", until: morning, for: "answers" });
    const twice = decided({ sentAt: null, extendedAt: now });
    expect(twice.ended).toMatchObject([{ as: "to_call", holdsUntil: moscow("2026-12-01 12:00") }]);
    expect(twice.step).toMatchObject({ for: "answers" });
  });
});

describe("a late yes", () => {
  const late = anOffer(now, now, { requestId: "p1", status: "expired", lateYesAt: now });

  it("goes next when nobody else holds the hour", () => {
    expect(stepOf(view(inFiveDays, { offers: [late] }))).toEqual({ kind: "give", offerId: "offer", requestId: "p1" });
  });

  it("waits while another hold runs, and for the morning", () => {
    const other = anOffer(now, moscow("2026-11-30 18:00"), { id: "other", requestId: "p2" });
    expect(stepOf(view(inFiveDays, { offers: [late, other] }))).toMatchObject({ for: "answers" });
    const declined = { ...other, status: "declined" } as const;
    const atNight = stepOf(view(inFiveDays, { offers: [late, declined] }), moscow("2026-11-30 23:00"));
    expect(atNight).toEqual({ kind: "wait", until: moscow("2026-12-01 09:00"), for: "quiet_hours" });
  });

  it("goes to the first who said it", () => {
    const later = { ...late, id: "later", requestId: "p2", lateYesAt: moscow("2026-11-30 12:01") };
    expect(stepOf(view(inFiveDays, { offers: [later, late] }))).toMatchObject({ requestId: "p1" });
  });
});

describe("the end of a filling", () => {
  it("is public when nobody is left or the start is near", () => {
    expect(stepOf(view(inTenDays, { candidates: [] }))).toEqual({ kind: "public", because: "nobody_left" });
    const soon = view(moscow("2026-11-30 15:20"));
    expect(stepOf(soon)).toEqual({ kind: "public", because: "too_late" });
  });

  it("does not wait through a night for which there is no morning left", () => {
    const early = view(moscow("2026-12-01 10:00"));
    expect(stepOf(early, moscow("2026-11-30 22:00"))).toEqual({ kind: "public", because: "too_late" });
  });

  it("is taken when the hour is booked", () => {
    expect(stepOf(view(inTenDays, { bookings: [aBooking()] }))).toEqual({ kind: "taken", bookingId: "booking" });
  });

  it("is stopped when the hour is gone or has begun", () => {
    const slot = aSlot(inTenDays, { status: "blocked" });
    expect(stepOf(view(inTenDays, { slot }))).toEqual({ kind: "stopped", because: "slot_gone" });
    expect(stepOf(view(inTenDays), inTenDays)).toEqual({ kind: "stopped", because: "started" });
  });

  it("is final", () => {
    const filling = aFilling(now, { state: "stopped" });
    expect(stepOf(view(inTenDays, { filling }))).toEqual({ kind: "over" });
  });
});
