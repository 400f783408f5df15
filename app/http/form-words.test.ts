import { parseWithZod } from "@conform-to/zod/v4";
import fc from "fast-check";
import { expect, it } from "vitest";
import { HONEYPOT, INSTEAD_OF, SURE } from "#app/forms/field-names.ts";
import { requestForm } from "#app/forms/waitlist/request-form.ts";
import { chosenContact, waitlistForm } from "#app/forms/waitlist/waitlist-form.ts";
import { flatFields } from "./read-form.server.ts";

const NAMES = [
  ...["preferred_contact_method", "contact_email", "contact_phone", "contact_telegram"],
  ...[
    "preferred_time_window",
    "consent_personal_data",
    "consent_communications",
    HONEYPOT,
    SURE,
    INSTEAD_OF,
    "intent",
    "confirmed",
  ],
];
const VALUES = ["", "on", "off", "email", "phone", "telegram", "any", "weekend", "anna@example.org", "window", "erase"];
const field = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES));
const whole: [string, string][] = [
  ["preferred_contact_method", "email"],
  ["contact_email", "anna@example.org"],
  ["preferred_time_window", "weekend"],
  ["consent_personal_data", "on"],
  ["consent_communications", "on"],
  [HONEYPOT, ""],
];
const SCHEMAS = [
  waitlistForm({ concierges: ["telegram"] }),
  waitlistForm({ concierges: [] }),
  chosenContact,
  requestForm,
];
const bodyOf = (fields: [string, string][]) => flatFields(new URLSearchParams(fields));

it("no word of a library reaches a page, whatever is sent, left out or sent twice", () => {
  fc.assert(
    fc.property(fc.array(field, { maxLength: 12 }), (fields) => {
      for (const schema of SCHEMAS) {
        const { error } = parseWithZod(bodyOf(fields), { schema }).reply();
        for (const message of Object.values(error ?? {}).flat()) expect(message).toMatch(/^[«А-Я]/);
      }
    }),
    { numRuns: 2_000 },
  );
});

it("fields that come twice with one value count once", () => {
  const submission = parseWithZod(bodyOf([...whole, ...whole]), { schema: waitlistForm({ concierges: ["telegram"] }) });
  expect(submission.status).toBe("success");
});

it("a contact that comes twice with two values is asked for once", () => {
  const twice: [string, string][] = [...whole, ["contact_email", "other@example.org"]];
  const { error } = parseWithZod(bodyOf(twice), { schema: waitlistForm({ concierges: ["telegram"] }) }).reply();
  expect(error?.contact_email?.[0]).toMatch(/дважды/);
});
