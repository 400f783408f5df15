import { describe, expect, it } from "vitest";
import { contactRequest } from "#app/domain/people/operator-work.ts";
import { USUAL_CALENDAR } from "#app/domain/timetable/working-days.ts";
import {
  changeRequest,
  closeRequest,
  openRequest,
  repeatRequest,
  type WaitlistRequest,
} from "#app/domain/waitlist-request.ts";
import { badgesOf } from "./desk-badges.ts";

const asked = new Date("2026-11-23T09:00:00Z");
const after = new Date("2026-12-07T09:00:00Z");
const practice = { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2, calendar: USUAL_CALENDAR };
const labels = (request: WaitlistRequest, now: Date) => badgesOf(request, now, practice.timeZone);
const open = openRequest(
  {
    id: "r",
    serviceId: "s",
    leadId: "l",
    preferredContactMethod: "email",
    preferredTimeWindow: "any",
    source: "web",
    utm: {},
    suspect: false,
  },
  practice,
  asked,
);

describe("a promise that has passed", () => {
  it("is stated first, in a word", () => {
    expect(labels(open, after)[0]).toEqual({ tone: "bad", label: "просрочено" });
    expect(labels(open, asked)).toEqual([{ tone: "neutral", label: "ждёт" }]);
  });

  it.each([
    ["contacted", contactRequest(open, asked)],
    ["closed", closeRequest(open, "booked", asked)],
    ["paused", changeRequest(open, { to: "paused" }, asked)],
  ])("is nobody's fault when the request is %s: nothing of it is red", (_, request) => {
    expect(labels(request, after).map(({ tone }) => tone)).not.toContain("bad");
  });
});

describe("a repeat without proof", () => {
  const late = new Date("2026-11-23T21:30:00Z");
  const repeated = repeatRequest(
    changeRequest(open, { to: "paused" }, asked),
    { window: "any", source: "web" },
    practice,
    late,
  );

  it("is shown with its day in the practice's zone, and the pause with it", () => {
    expect(labels(repeated, late).map(({ label }) => label)).toEqual([
      "ждёт",
      "просили снова 24\u00a0ноября",
      "на\u00a0паузе",
    ]);
  });

  it.each([
    ["an operator reached the person", contactRequest(repeated, late)],
    ["the request is closed", closeRequest(repeated, "booked", late)],
    ["the person changed something by the private link", changeRequest(repeated, { to: "renewed" }, late)],
    ["the person asked in the chat", repeatRequest(repeated, { window: "any", source: "telegram" }, practice, late)],
  ])("is not told any more when %s", (_, request) => {
    expect(labels(request, after).map(({ label }) => label)).not.toContainEqual(expect.stringContaining("снова"));
  });
});
