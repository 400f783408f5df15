import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactRequest, undoLastAct } from "./people/operator-work.ts";
import { USUAL_CALENDAR } from "./timetable/working-days.ts";
import {
  CLOSED_REASONS,
  changeRequest,
  closeRequest,
  openRequest,
  repeatRequest,
  requestLeave,
  type TimeWindow,
  type WaitlistRequest,
} from "./waitlist-request.ts";

const practice = { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2, calendar: USUAL_CALENDAR };
const open = (now: Date, suspect = false) =>
  openRequest(
    {
      id: "r",
      serviceId: "s",
      leadId: "l",
      preferredContactMethod: "email",
      preferredTimeWindow: "any",
      source: "web",
      utm: {},
      suspect,
    },
    practice,
    now,
  );

describe("a waitlist request", () => {
  it.each([
    ["Monday noon", "2026-11-23T09:00:00Z", "2026-11-25T20:59:59.999Z"],
    ["Friday evening skips the weekend", "2026-11-27T17:00:00Z", "2026-12-01T20:59:59.999Z"],
    ["Saturday", "2026-11-28T10:00:00Z", "2026-12-01T20:59:59.999Z"],
    ["Sunday 23:30 UTC is Monday in Moscow", "2026-11-29T23:30:00Z", "2026-12-02T20:59:59.999Z"],
  ])("promises an answer by the end of the second working day: %s", (_, now, promised) => {
    expect(open(new Date(now)).answerBy.toISOString()).toBe(promised);
  });

  it("lapses after 90 days, and later after a repeat", () => {
    const request = open(new Date("2026-11-23T09:00:00Z"));
    expect(request.expiresAt.toISOString()).toBe("2027-02-21T09:00:00.000Z");
    const repeated = repeatRequest(
      request,
      { window: "weekend", source: "web" },
      practice,
      new Date("2026-12-23T09:00:00Z"),
    );
    expect(repeated.expiresAt.toISOString()).toBe("2027-03-23T09:00:00.000Z");
    expect(repeated.answerBy).toEqual(request.answerBy);
  });

  it("of an answered person gets a new promise, also after an undone closing", () => {
    const answered = contactRequest(open(new Date("2026-11-23T09:00:00Z")), new Date("2026-11-24T09:00:00Z"));
    const now = new Date("2026-12-07T09:00:00Z");
    const again = repeatRequest(answered, { window: "any", source: "web" }, practice, now);
    expect(again).toMatchObject({ status: "new", contactedAt: null, createdAt: answered.createdAt });
    expect(again.answerBy.toISOString()).toBe("2026-12-09T20:59:59.999Z");
    const undone = undoLastAct(closeRequest(again, "declined", now), now);
    expect(undone).toMatchObject({ status: "new", answerBy: again.answerBy });
  });

  it.each(["web", "api"] as const)(
    "a repeat from the %s keeps a pause and a wish to leave, and the window before",
    (source) => {
      const now = new Date("2026-11-24T09:00:00Z");
      const quiet = requestLeave(changeRequest(open(now), { to: "paused" }, now), now);
      const later = new Date("2026-11-25T09:00:00Z");
      expect(repeatRequest(quiet, { window: "weekend", source }, practice, later)).toMatchObject({
        pausedAt: now,
        leaveRequestedAt: now,
        preferredTimeWindow: "weekend",
        windowBeforeRepeat: "any",
        repeatedAt: later,
      });
    },
  );

  it("from the person's own chat ends pause and leave wish, and sets the window", () => {
    const now = new Date("2026-11-24T09:00:00Z");
    const quiet = requestLeave(changeRequest(open(now), { to: "paused" }, now), now);
    const changed = repeatRequest(quiet, { window: "weekend", source: "web" }, practice, now);
    expect(repeatRequest(changed, { window: "weekday_morning", source: "telegram" }, practice, now)).toMatchObject({
      pausedAt: null,
      leaveRequestedAt: null,
      preferredTimeWindow: "weekday_morning",
      windowBeforeRepeat: null,
      repeatedAt: null,
    });
  });

  it("keeps the first window to restore over several repeats, until it is restored", () => {
    const now = new Date("2026-11-24T09:00:00Z");
    const repeat = (request: WaitlistRequest, window: TimeWindow) =>
      repeatRequest(request, { window, source: "web" }, practice, now);
    const twice = repeat(repeat(open(now), "weekend"), "weekday_morning");
    expect(twice.windowBeforeRepeat).toBe("any");
    expect(changeRequest(twice, { to: "paused" }, now).windowBeforeRepeat).toBe("any");
    expect(changeRequest(twice, { to: "window", window: "weekend" }, now).windowBeforeRepeat).toBeNull();
    expect(repeat(twice, "any")).toMatchObject({ windowBeforeRepeat: null, repeatedAt: now });
  });

  it("once closed keeps its first reason, whatever comes after", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CLOSED_REASONS), fc.constantFrom(...CLOSED_REASONS), (first, second) => {
        const closed = closeRequest(open(new Date(0)), first, new Date(1));
        expect(closeRequest(closed, second, new Date(2))).toEqual(closed);
        expect(closed).toMatchObject({ status: "closed", closedReason: first, closedAt: new Date(1) });
      }),
    );
  });

  it("of a suspect is quarantined", () => expect(open(new Date(5), true).quarantinedAt).toEqual(new Date(5)));
});
