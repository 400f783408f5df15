import { describe, expect, it } from "vitest";
import { actForm } from "#app/forms/desk-people.ts";
import { revealed } from "./desk-person-view.ts";

describe("a contact that an operator asked for", () => {
  it.each([
    [{ method: "email", value: "anna@example.org" }, "anna@example.org", "mailto:anna@example.org"],
    [{ method: "phone", value: "+79000000001" }, "+79000000001", "tel:+79000000001"],
    [{ method: "telegram", value: "anna_k" }, "@anna_k", "https://t.me/anna_k"],
  ] as const)("%o is shown with the way to reach them", (contact, shown, href) => {
    expect(revealed(contact)).toEqual({ method: contact.method, shown, href });
  });

  it("a chat without a name has no address of its own: the number of a chat is not shown", () => {
    const { shown, href } = revealed({ method: "telegram", value: "tg:4242" });
    expect([shown.includes("4242"), href]).toEqual([false, null]);
  });
});

describe("what a person's page sends", () => {
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

  it("is taken when it is", () => {
    expect(actForm.safeParse({ intent: "note", note: "call_tomorrow" }).success).toBe(true);
    expect(actForm.safeParse({ intent: "erase", seen, confirmation: " Удалить " }).success).toBe(true);
  });
});
