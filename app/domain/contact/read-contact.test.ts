import fc from "fast-check";
import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" };
import { type CountryCode, getExampleNumber } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { TYPED_METHODS, type TypedMethod } from "./contact.ts";
import { parseAnyContact, parseContact } from "./read-contact.ts";
import { shownContact } from "./shown-contact.ts";

const COUNTRIES: CountryCode[] = [
  "RU",
  "KZ",
  "BY",
  "UA",
  "UZ",
  "KG",
  "AM",
  "GE",
  "AZ",
  "TJ",
  "MD",
  "DE",
  "US",
  "GB",
  "IT",
];
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const word = (signs: string, from: number, to: number) =>
  fc.string({ unit: fc.constantFrom(...signs), minLength: from, maxLength: to });

const phones = fc.constantFrom(...COUNTRIES).map((country) => getExampleNumber(country, examples)?.number ?? "");
const addresses = fc
  .tuple(word(`${LETTERS}0123456789._+-`, 1, 20), fc.constantFrom("example.org", "почта.рф", "sub.example.co"))
  .map(([name, domain]) => `a${name.replaceAll(/\.+/g, ".")}z@${domain}`);
const names = fc
  .tuple(fc.constantFrom(...LETTERS), word(`${LETTERS}0123456789_`, 4, 20))
  .map(([first, rest]) => `${first}${rest.replaceAll(/_+/g, "_")}0`);
const contacts = fc.oneof(
  phones.map((typed) => ({ method: "phone", typed }) as const),
  addresses.map((typed) => ({ method: "email", typed }) as const),
  names.map((typed) => ({ method: "telegram", typed }) as const),
);

/** Text around a contact that comes from a clipboard, a mail program or hurried typing. */
const AROUND: [string, string][] = [
  ["", ""],
  [" ", "\n"],
  ["\u202a", "\u202c"],
  ["", "\u200e"],
  ["\ufeff", ""],
  ["«", "»"],
  ['"', '",'],
  ["<", ">"],
  ["(", ")"],
  ["", "."],
  ["", ";"],
  ["“", "”"],
];
const MARKS = ["\u200b", "\u2060", "\u00ad", "\u200d", "\ufe0f", "\u034f"];

function stored(method: TypedMethod, typed: string): string {
  const parsed = parseContact(method, typed);
  if (!parsed.ok) throw new Error(`${JSON.stringify(typed)}: ${parsed.problem.reason}`);
  return parsed.contact.value;
}

describe("an accepted contact", () => {
  it("is the same value whatever stands around it and inside it unseen", () => {
    const around = fc.subarray(AROUND, { maxLength: 2 });
    fc.assert(
      fc.property(contacts, around, fc.constantFrom(...MARKS), fc.nat(), ({ method, typed }, pairs, mark, at) => {
        const place = at % (typed.length + 1);
        const marked = typed.slice(0, place) + mark + typed.slice(place);
        const wrapped = pairs.reduce((text, [before, after]) => before + text + after, marked);
        expect(stored(method, wrapped)).toBe(stored(method, typed));
      }),
    );
  });

  it("is read again from its stored form and from the form that is shown", () => {
    fc.assert(
      fc.property(contacts, ({ method, typed }) => {
        const value = stored(method, typed);
        expect(stored(method, value)).toBe(value);
        expect(stored(method, shownContact({ method, value }))).toBe(value);
        expect(parseAnyContact(shownContact({ method, value })).parsed).toEqual({
          ok: true,
          contact: { method, value },
        });
      }),
    );
  });

  it("of a phone is the same with spaces, dashes and brackets between its digits", () => {
    const signs = fc.array(fc.constantFrom("", " ", "-", "\u2011", "\u00a0", "."), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(phones, signs, (phone, between) => {
        const spaced = [...phone]
          .map((digit, at) => digit + (at > 0 && at < phone.length - 1 ? between[at] : ""))
          .join("");
        expect(stored("phone", spaced)).toBe(phone);
      }),
    );
  });
});

describe("any text", () => {
  it("is read without throwing, and what was read is read again as itself", () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPED_METHODS), fc.string({ unit: "binary", maxLength: 300 }), (method, typed) => {
        const parsed = parseContact(method, typed);
        if (parsed.ok) expect(parseContact(method, parsed.contact.value)).toEqual(parsed);
      }),
    );
  });

  it("is taken for the method that it looks like", () => {
    const method = (typed: string) => parseAnyContact(typed).method;
    expect(["anna_k", "@anna_k", "t.me/anna_k"].map(method)).toEqual(["telegram", "telegram", "telegram"]);
    expect(["8 916 123-45-6", "тел. 8 916 123-45-67", "\u200e+79161234567"].map(method)).toEqual([
      "phone",
      "phone",
      "phone",
    ]);
    expect(["Анна <anna@example.org>", "аnna@example.org", "mailto:anna%40example.org"].map(method)).toEqual([
      "email",
      "email",
      "email",
    ]);
  });

  it("that lost one of its digits is no phone number", () => {
    const lost = fc.tuple(
      fc.constantFrom("8", "7", "+7"),
      fc.constantFrom("916", "903", "978", "949", "495", "812", "701"),
      word("0123456789", 6, 6),
    );
    fc.assert(
      fc.property(lost, (parts) => {
        expect(parseContact("phone", parts.join(""))).toMatchObject({ ok: false });
      }),
    );
  });
});
