import { expect, it } from "vitest";
import { MAIL_KINDS, type Mail, pauseAfter } from "./mail.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const TO_PERSON = ["confirmation", "leave_link", "renewal", "repeated"];

it.each(["confirmation", "renewal", "repeated"] as const)("%s waits a day after any mail to the person", (kind) => {
  expect(pauseAfter(kind)).toEqual({ ms: DAY_MS, after: TO_PERSON });
});

it("a leave link waits a day after another leave link only", () => {
  expect(pauseAfter("leave_link")).toEqual({ ms: DAY_MS, after: ["leave_link"] });
});

it("a notice to the operator neither waits nor makes a person's mail wait", () => {
  expect([pauseAfter("operator_notice"), pauseAfter("leave_notice")]).toEqual([null, null]);
  const waitedFor = MAIL_KINDS.flatMap((kind) => pauseAfter(kind)?.after ?? []);
  expect([...new Set(waitedFor)]).toEqual(TO_PERSON);
});

it("the props of another kind do not compile", () => {
  // @ts-expect-error a confirmation also names the window and the promise
  const confirmation: Mail<"confirmation">["props"] = { serviceTitle: "Консультация" };
  // @ts-expect-error a mail about a repeat has no promise
  const repeated: Mail<"repeated">["props"] = { serviceTitle: "Консультация", answerWithinWorkingDays: 2 };
  expect([confirmation, repeated].map(({ serviceTitle }) => serviceTitle)).toHaveLength(2);
});
