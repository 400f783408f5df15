import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONTACT_METHODS, type ContactMethod, parseContact } from "./contact.ts";

const read = (method: ContactMethod, typed: string) => {
  const parsed = parseContact(method, typed);
  return parsed.ok ? parsed.contact.value : parsed.problem;
};

describe("an e-mail address", () => {
  it.each([
    ["  Anna@Example.ORG ", "anna@example.org"],
    ["a.b+c@sub.example.co", "a.b+c@sub.example.co"],
    ["x@xn--e1afmkfd.xn--p1ai", "x@xn--e1afmkfd.xn--p1ai"],
  ])("%j is read as %j", (typed, value) => expect(read("email", typed)).toBe(value));

  it.each([
    "anna@",
    "@example.org",
    "anna@example",
    "an na@example.org",
    "anna@exa\u0000mple.org",
    "anna@example.org\n,b@c.de",
    "a@b..c",
    "anna@пример",
    "<anna@example.org>",
    "\ufffdanna@example.org",
  ])("%j is malformed", (typed) => expect(read("email", typed)).toBe("malformed"));
  it("of 400 characters is too long", () => expect(read("email", `${"a".repeat(388)}@example.org`)).toBe("too-long"));
});

describe("a phone", () => {
  it.each([
    ["8 916 123-45-67", "+79161234567"],
    ["+7 (916) 123 45 67", "+79161234567"],
    ["9161234567", "+79161234567"],
    ["+49 30 901820", "+4930901820"],
  ])("%j is read as %j", (typed, value) => expect(read("phone", typed)).toBe(value));
  it.each(["12345", "позвоните мне", "8916123456700", "+7 916 123-45-67 доб. 5"])("%j is malformed", (typed) =>
    expect(read("phone", typed)).toBe("malformed"),
  );
});

describe("a Telegram name", () => {
  it.each([
    ["@Anna_K", "anna_k"],
    ["anna", "anna"],
    ["t.me/anna_k", "anna_k"],
    ["https://t.me/Anna_K/", "anna_k"],
    ["https://telegram.me/anna_k", "anna_k"],
  ])("%j is read as %j", (typed, value) => expect(read("telegram", typed)).toBe(value));
  it.each([
    "ann",
    "анна",
    "anna k",
    "😀😀😀😀",
    "https://example.org/anna",
    "t.me/+abcdef",
    "@@anna",
    "https://t.me/anna/12",
  ])("%j is malformed", (typed) => expect(read("telegram", typed)).toBe("malformed"));
  it("of more than 32 characters is too long", () => expect(read("telegram", "a".repeat(33))).toBe("too-long"));
});

describe("any text", () => {
  it.each(CONTACT_METHODS)("%s: nothing typed is missing", (method) => expect(read(method, " \t ")).toBe("missing"));

  it("is read without throwing, and what was read is read again as itself", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CONTACT_METHODS),
        fc.string({ unit: "binary", maxLength: 300 }),
        (method, typed) => {
          const parsed = parseContact(method, typed);
          if (parsed.ok) expect(parseContact(method, parsed.contact.value)).toEqual(parsed);
        },
      ),
    );
  });
});
