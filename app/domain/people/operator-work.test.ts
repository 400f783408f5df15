import { describe, expect, it } from "vitest";
import { USUAL_CALENDAR } from "../timetable/working-days.ts";
import { changeRequest, closeRequest, openRequest, type WaitlistRequest, withoutContact } from "../waitlist-request.ts";
import {
  CLOSING_REASONS,
  contactRequest,
  isOverdue,
  releaseRequest,
  UNDO_MS,
  undoableUntil,
  undoLastAct,
} from "./operator-work.ts";

const at = (seconds: number) => new Date(Date.parse("2026-11-23T09:00:00Z") + seconds * 1000);
const open = (suspect = false) =>
  openRequest(
    {
      id: "r",
      serviceId: "s",
      leadId: suspect ? null : "l",
      preferredContactMethod: "email",
      preferredTimeWindow: "any",
      source: "web",
      utm: {},
      suspect,
    },
    { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2, calendar: USUAL_CALENDAR },
    at(0),
  );
const but = ({ updatedAt: _, ...rest }: WaitlistRequest) => rest;

describe("what an operator just did", () => {
  const contacted = contactRequest(open(), at(60));
  const undoableReasons = CLOSING_REASONS.filter((reason) => reason !== "withdrawn");
  it.each([
    ["contacted", open(), contacted],
    ...undoableReasons.map((reason) => [`closed: ${reason}`, open(), closeRequest(open(), reason, at(60))] as const),
    ["closed after it was contacted", contacted, closeRequest(contacted, "booked", at(60))],
    ["a suspect closed", open(true), closeRequest(open(true), "spam", at(60))],
  ] as const)("is taken back within ten seconds, exactly: %s", (_, before, after) => {
    expect(undoableUntil(after)).toEqual(at(70));
    expect(but(undoLastAct(after, at(70)))).toEqual(but(before));
    expect(undoLastAct(after, new Date(at(60).getTime() + UNDO_MS + 1))).toBe(after);
  });

  it.each([
    ["nothing", open()],
    ["the person left", closeRequest(open(), "withdrawn", at(60))],
    ["its term ended", closeRequest(open(), "expired", at(60))],
    ["its contact was destroyed", withoutContact(open(), at(60))],
    ["a suspect's contact was destroyed", withoutContact(open(true), at(60))],
    ["the person changed it since", changeRequest(contacted, { to: "paused" }, at(65))],
  ])("is not taken back when %s", (_, request) => {
    expect(undoableUntil(request)).toBeNull();
    expect(undoLastAct(request, at(66))).toBe(request);
  });
});

it("a closed, quarantined or already contacted request cannot be marked as contacted", () => {
  const contacted = contactRequest(open(), at(1));
  const closed = closeRequest(open(), "booked", at(1));
  for (const request of [contacted, closed, open(true)]) expect(contactRequest(request, at(2))).toBe(request);
});

it("a released suspect keeps the promise it was given; others cannot be released", () => {
  const suspect = open(true);
  expect(but(releaseRequest(suspect, "l", at(9)))).toEqual(but(open()));
  for (const request of [open(), closeRequest(suspect, "spam", at(1))])
    expect(releaseRequest(request, "x", at(9))).toBe(request);
});

it("a request is overdue only while it is unanswered and not paused", () => {
  const { answerBy } = open();
  const after = new Date(answerBy.getTime() + 1);
  expect([isOverdue(open(), answerBy), isOverdue(open(), after)]).toEqual([false, true]);
  for (const request of [
    contactRequest(open(), at(1)),
    closeRequest(open(), "declined", at(1)),
    changeRequest(open(), { to: "paused" }, at(1)),
  ])
    expect(isOverdue(request, after)).toBe(false);
});
