import { expect, it } from "vitest";
import { operatorEmail } from "#app/domain/team/operator-invitation.ts";
import { searchForm } from "./people/desk-people.ts";
import { settingsForm } from "./team/desk-door-form.ts";
import { waitlistApiRequest } from "./waitlist/waitlist-api.ts";
import { chosenContact, contactOf } from "./waitlist/waitlist-form.ts";

/** Everybody who takes an address: what each understands by a typed text. */
const READERS: Record<string, (typed: string) => string> = {
  "the form and leaving": (typed) =>
    contactOf(chosenContact.parse({ preferred_contact_method: "email", contact_email: typed })).value,
  "the API": (typed) =>
    waitlistApiRequest.parse({
      preferred_contact_method: "email",
      contact_value: typed,
      service_slug: "primary",
      preferred_time_window: "any",
      consent_personal_data: true,
      consent_communications: true,
    }).contact_value.value,
  "the desk's search": (typed) => searchForm.parse({ contact: typed }).contact.value,
  "the team's invitation": (typed) => {
    const form = settingsForm.parse({ intent: "invite", email: typed, role: "assistant" });
    return form.intent === "invite" ? form.email : "";
  },
  "signing in": operatorEmail,
};

it.each(Object.entries(READERS))("%s takes an unseen mark and a .рф domain as all others do", (_, read) => {
  expect(read("\u202aAnna@Example.org\u202c")).toBe("anna@example.org");
  expect(read("ivan@пример.рф\u200e")).toBe("ivan@xn--e1afmkfd.xn--p1ai");
});
