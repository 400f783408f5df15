import { parseWithZod } from "@conform-to/zod/v4";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { requestCopy } from "#app/copy/requests.ts";
import { copy } from "#app/copy/ru.ts";
import { withChosenMethod } from "#app/forms/contact-fields.ts";
import { chosenContact, waitlistForm } from "#app/forms/waitlist/waitlist-form.ts";
import type { NoSlotsView } from "#app/views/waitlist/no-slots-view.ts";
import { LeavePage } from "./leave-page.tsx";
import { NoSlotsPage } from "./no-slots-page.tsx";

const contact = { preferred_contact_method: "email", contact_email: "anna@example.org" };
const whole = {
  ...contact,
  preferred_time_window: "any",
  consent_personal_data: "on",
  consent_communications: "on",
};
const links = { formAction: "/booking/no-slots/", slotsHref: "/booking/slot/", otherServicesHref: "/booking/" };
const SERVICE: NoSlotsView = {
  state: "service",
  service: { title: "Консультация", format: "online", durationMinutes: 50, waitlistOpen: true },
  availability: "unknown",
  elsewhere: true,
  promised: "до вторника, 12 января",
  away: null,
  messengers: ["telegram"],
  concierges: [],
  ...links,
};
const UNREADABLE: NoSlotsView = { state: "unreadable", messengers: ["telegram"], concierges: [], ...links };
const schema = waitlistForm({ concierges: ["telegram"] });
type Fields = Record<string, string>;
function sent(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return withChosenMethod(form);
}
const joining = (view: NoSlotsView, fields: Fields, formErrors: string[] = []) => {
  const lastResult = parseWithZod(sent(fields), { schema }).reply(formErrors.length > 0 ? { formErrors } : {});
  return renderToStaticMarkup(<NoSlotsPage view={view} lastResult={lastResult} />);
};
const leaving = (fields: Fields, formErrors: string[] = []) => {
  const submission = parseWithZod(sent(fields), { schema: chosenContact });
  const lastResult = submission.reply(formErrors.length > 0 ? { formErrors } : {});
  return renderToStaticMarkup(<LeavePage messengers={["telegram"]} lastResult={lastResult} />);
};
const summaryOf = (html: string) => /<div role="alert">.*?<\/ul>/.exec(html)?.[0] ?? "";

describe("a right form that the server does not take now", () => {
  it.each([
    ["no timetable", SERVICE],
    ["no services", UNREADABLE],
  ])("is called not saved, and nobody is sent to look for mistakes (%s)", (_, view) => {
    const html = joining(view, whole, [copy.errors.unavailable]);
    expect(summaryOf(html)).toContain(copy.form.notSaved);
    expect(html).not.toContain(copy.form.problem);
    expect(html).toContain('value="anna@example.org"');
    // The lead of somebody who has sent nothing yet would contradict that.
    expect(html).toContain(copy.noSlots.unsentLead);
    expect(html).not.toContain(copy.noSlots.unknownLead);
    expect(html).not.toContain(copy.noSlots.unreadableLead);
  });

  it.each([requestCopy.leave.rateLimited, requestCopy.leave.unavailable])("of leaving too: %.30s…", (message) => {
    const html = leaving(contact, [message]);
    expect(summaryOf(html)).toContain(requestCopy.leave.notTaken);
    expect(html).not.toContain(copy.form.problem);
    expect(html).toContain('value="anna@example.org"');
  });
});

describe("a form with a mistake", () => {
  it("is to be checked, and is not called unsaved for a fault of the server", () => {
    for (const html of [joining(SERVICE, contact), leaving({})]) {
      expect(summaryOf(html)).toContain(copy.form.problem);
      expect(html).not.toContain(copy.form.notSaved);
      expect(html).not.toContain(requestCopy.leave.notTaken);
    }
  });
});

describe("where a browser chooses the first of each group by itself (Lynx)", () => {
  it("the chosen address is asked for if it is empty", () => {
    const untouched = { preferred_contact_method: "email", contact_email: "" };
    for (const html of [joining(SERVICE, untouched), leaving(untouched)])
      expect(summaryOf(html)).toContain('href="#contact_email"');
  });

  it("the window that narrows nothing comes first", () => {
    const windows = [...joining(SERVICE, whole).matchAll(/name="preferred_time_window"[^>]* value="(\w+)"/g)];
    expect(windows[0]?.[1]).toBe("any");
    expect(windows).toHaveLength(4);
  });
});
