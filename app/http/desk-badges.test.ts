import { describe, expect, it } from "vitest";
import { contactRequest } from "#app/domain/operator-work.ts";
import { changeRequest, closeRequest, openRequest } from "#app/domain/waitlist-request.ts";
import { badgesOf } from "./desk-badges.ts";

const asked = new Date("2026-11-23T09:00:00Z");
const after = new Date("2026-12-07T09:00:00Z");
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
  { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2 },
  asked,
);

describe("a promise that has passed", () => {
  it("is told in a word, before everything else", () => {
    expect(badgesOf(open, after)[0]).toEqual({ tone: "bad", label: "просрочено" });
    expect(badgesOf(open, asked)).toEqual([{ tone: "neutral", label: "ждёт" }]);
  });

  it.each([
    ["contacted", contactRequest(open, asked)],
    ["closed", closeRequest(open, "booked", asked)],
    ["paused", changeRequest(open, { to: "paused" }, asked)],
  ])("is nobody's fault when the request is %s: nothing of it is red", (_, request) => {
    expect(badgesOf(request, after).map(({ tone }) => tone)).not.toContain("bad");
  });
});
