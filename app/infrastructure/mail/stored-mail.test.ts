import { expect, it } from "vitest";
import { storedMailProps } from "./stored-mail.ts";

const id = "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c11";
/** The stored form of every mail before each kind had its own props. */
const OLDER = {
  serviceTitle: "Консультация",
  preferredTimeWindow: "any",
  answerWithinWorkingDays: 2,
  expiresAt: "2026-11-23T09:00:00.000Z",
  timeZone: "Europe/Moscow",
  others: [{ requestId: id, serviceTitle: "Пара", since: "2025" }],
};
const { serviceTitle, preferredTimeWindow, answerWithinWorkingDays, expiresAt, timeZone } = OLDER;

it.each([
  ["confirmation", { serviceTitle, preferredTimeWindow, answerWithinWorkingDays, answerBy: null }],
  ["leave_link", { serviceTitle, others: [{ requestId: id, serviceTitle: "Пара" }] }],
  ["renewal", { serviceTitle, preferredTimeWindow, expiresAt, timeZone }],
  ["repeated", { serviceTitle }],
  ["operator_notice", {}],
  ["leave_notice", {}],
] as const)("an older row of a %s is read without the fields of other kinds", (kind, props) => {
  expect(storedMailProps(kind, { id, props: OLDER })).toEqual(props);
});

it("a leave link from before `others` is about one request", () => {
  expect(storedMailProps("leave_link", { id, props: { serviceTitle } })).toEqual({ serviceTitle, others: [] });
});

it.each(["confirmation", "leave_link", "renewal", "repeated"] as const)(
  "a broken row of a %s throws with table and id, and without its content",
  (kind) => {
    const read = () => storedMailProps(kind, { id, props: { serviceTitle: { name: "anna@example.org" } } });
    expect(read).toThrow(`mails.props of ${id} cannot be read: serviceTitle (invalid_type)`);
    expect(read).not.toThrow("anna");
  },
);
