import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import { actForm } from "#app/forms/people/desk-people.ts";
import { revealed } from "./desk-person-view.ts";

describe("a contact that an operator asked for", () => {
  it.each([
    [{ method: "email", value: "anna@example.org" }, "anna@example.org", "mailto:anna@example.org"],
    [{ method: "phone", value: "+79000000001" }, "+79000000001", "tel:+79000000001"],
    [{ method: "telegram", value: "anna_k" }, "@anna_k", "https://t.me/anna_k"],
  ] as const)("%o is shown with the way to reach them", (contact, shown, href) => {
    const linked = { method: contact.method, shown, href, doubt: null };
    expect(revealed(contact)).toEqual({ ...linked, beside: null });
    expect(revealed({ method: "email", value: "boris@example.org" }, contact).beside).toEqual(linked);
  });

  it.each([
    { method: "phone", value: "+78916123456" },
    { method: "phone", value: "+788121234567123" },
    { method: "telegram", value: "79161234567" },
    { method: "telegram", value: "anna_" },
  ] as const)("%o was stored before such contacts were refused, and is marked", (contact) => {
    expect(revealed(contact).doubt).toContain("опечатка");
  });

  it.each(["a+b&c?d%@x.ru", "a#b/c=d@x.ru", "o'neil%40b@x.ru", '"a@b c"@x.ru'])(
    "%j is the one reader of its mail",
    (value) => {
      const { href } = revealed({ method: "email", value });
      const { pathname, search, hash } = new URL(href ?? "");
      expect([decodeURIComponent(pathname), search, hash]).toEqual([value, "", ""]);
    },
  );

  it("a link contains exactly the contact, whatever its text", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abz09!#$%&'*+/=?^_`{|}~-"), minLength: 1, maxLength: 30 });
    const typed = fc.oneof(
      fc.tuple(
        fc.constant("email" as const),
        word.map((local) => `${local}@example.org`),
      ),
      fc.tuple(fc.constant("telegram" as const), fc.stringMatching(/^[a-z0-9_]{4,32}$/)),
      fc.tuple(fc.constant("phone" as const), fc.stringMatching(/^\+7 \(9\d\d\) \d{3}-\d\d-\d\d$/)),
    );
    fc.assert(
      fc.property(typed, ([method, text]) => {
        const parsed = parseContact(method, text);
        fc.pre(parsed.ok);
        if (!parsed.ok) return;
        const url = new URL(revealed(parsed.contact).href ?? "");
        expect([url.search, url.hash]).toEqual(["", ""]);
        const path = method === "telegram" ? url.pathname.slice(1) : url.pathname;
        expect(decodeURIComponent(path)).toBe(parsed.contact.value);
      }),
    );
  });

  it("a chat without a name has no address: the chat's number is not shown", () => {
    const { shown, href } = revealed({ method: "telegram", value: "telegram:4242" });
    expect([shown.includes("4242"), href]).toEqual([false, null]);
  });
});

describe("the forms of a person's page", () => {
  const seen = "2026-11-23T09:00:00.000Z";
  it.each([
    { intent: "note", note: "плохо спит" },
    { intent: "note" },
    { intent: "closed", seen, reason: "expired" },
    { intent: "closed", seen, reason: "other" },
    { intent: "contacted", seen: "yesterday" },
    { intent: "erase", seen, confirmation: "да" },
    { intent: "anything" },
  ])("is refused when it is none of the page's choices: %o", (sent) => {
    expect(actForm.safeParse(sent).success).toBe(false);
  });

  it("are accepted by their parser", () => {
    expect(actForm.safeParse({ intent: "note", note: "call_tomorrow" }).success).toBe(true);
    expect(actForm.safeParse({ intent: "erase", seen, confirmation: " Удалить " }).success).toBe(true);
  });
});
