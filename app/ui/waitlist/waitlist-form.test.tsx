import { parseWithZod } from "@conform-to/zod/v4";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { LastResult } from "#app/forms/last-result.ts";
import { waitlistForm } from "#app/forms/waitlist/waitlist-form.ts";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { WaitlistForm, waitlistErrors } from "./waitlist-form.tsx";

const ACTION = "/booking/no-slots/?service_slug=primary";
const formHtml = (lastResult: LastResult) =>
  renderToStaticMarkup(<WaitlistForm action={ACTION} messengers={["telegram"]} lastResult={lastResult} />);
const sent = (fields: [string, string][], formErrors?: string[]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return parseWithZod(form, { schema: waitlistForm({ concierges: ["telegram"] }) }).reply(
    formErrors ? { formErrors } : {},
  );
};
const inputs = (html: string) => html.match(/<input[^>]*>/g) ?? [];
const inputNamed = (html: string, name: string) => inputs(html).find((input) => input.includes(`name="${name}"`)) ?? "";

describe("the waitlist's form", () => {
  it("posts the agreed fields to its own address, and has no free text field", () => {
    const html = formHtml(undefined);
    expect(html).toContain(`action="${ACTION}"`);
    expect([...new Set(inputs(html).map((input) => /name="([^"]*)"/.exec(input)?.[1]))]).toEqual([
      "preferred_contact_method",
      "contact_email",
      "contact_phone",
      "contact_telegram",
      "preferred_time_window",
      "documents",
      "consent_personal_data",
      "consent_communications",
      "website_confirm",
    ]);
    expect(html).not.toContain("<textarea");
  });

  it("has nothing preselected", () => {
    expect(inputs(formHtml(undefined)).filter((input) => input.includes("checked"))).toEqual([]);
  });

  it("hides the honeypot field from everybody", () => {
    const html = formHtml(undefined);
    expect(html).toMatch(/<div class="away" aria-hidden="true">.*website_confirm/);
    expect(inputNamed(html, "website_confirm")).toMatch(/tabindex="-1".*autocomplete="off"/i);
  });

  it("shows the same errors in the summary and beside fields, in order, linked", () => {
    const lastResult = sent([
      ["preferred_contact_method", "email"],
      ["contact_email", "anna@"],
    ]);
    const html = formHtml(lastResult);
    const errors = waitlistErrors(lastResult);
    expect(errors.map(({ href }) => href)).toEqual([
      "#contact_email",
      "#preferred_time_window",
      "#consent_personal_data",
      "#consent_communications",
    ]);
    for (const { href, message } of errors) {
      expect(html).toContain(`<span class="hidden">Ошибка: </span><span>${message}</span><div class="why">`);
      expect(html).toContain(`id="${href.slice(1)}"`);
      expect(html).toMatch(new RegExp(`aria-describedby="[^"]*${href.slice(1)}-error`));
    }
    const summary = renderToStaticMarkup(<ErrorSummary errors={errors} />);
    expect(summary).toMatch(/^<div class="problem" data-answer="bad" tabindex="-1" autofocus=""><div role="alert">/i);
  });

  it("keeps everything typed, chosen and accepted, also without a chosen method", () => {
    const html = formHtml(
      sent([
        ["contact_email", "anna@"],
        ["contact_phone", "8 916"],
        ["preferred_time_window", "weekend"],
        ["consent_communications", "on"],
      ]),
    );
    expect(inputNamed(html, "contact_email")).toContain('value="anna@"');
    expect(inputNamed(html, "contact_phone")).toContain('value="8 916"');
    expect(inputs(html).filter((input) => input.includes("checked"))).toHaveLength(2);
    expect(html.match(/class="reveal open"/g)).toHaveLength(2);
  });

  it("survives a name sent twice", () => {
    const lastResult = sent([
      ["preferred_contact_method", "email"],
      ["contact_email", "a@example.ru"],
      ["contact_email", "b@example.ru"],
    ]);
    expect(inputNamed(formHtml(lastResult), "contact_email")).not.toContain("value=");
    expect(waitlistErrors(lastResult)[0]?.href).toBe("#contact_email");
  });

  it("shows errors of the whole form first", () => {
    const lastResult = sent([["preferred_contact_method", "email"]], ["Позже"]);
    expect(waitlistErrors(lastResult)[0]).toEqual({ href: "#waitlist", message: "Позже" });
  });
});
