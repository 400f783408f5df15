import { describe, expect, it } from "vitest";
import type { TypedMethod } from "./contact.ts";
import type { ContactProblem } from "./contact-problem.ts";
import { parseContact } from "./read-contact.ts";

const as = (method: TypedMethod): ContactProblem => ({ reason: "other-method", method });
const digits = (count: number, needed = 11): ContactProblem => ({ reason: "digits", count, needed });
const russian = (letters: string): ContactProblem => ({ reason: "russian-letters", letters });
const only = (reason: "missing" | "too-long" | "malformed" | "several" | "russian-name") => ({ reason });

const beside = (words: string): ContactProblem => ({ reason: "words", words });

/** A method, why it is refused, and texts that are refused so. */
const REFUSED: [TypedMethod, ContactProblem, string[]][] = [
  [
    "phone",
    digits(10),
    ["8 916 123 45 6", "+7 916 123-45-6", "8121234567", "7012345678", "8 800 123 45 6", "8 (495) 123-45-6"],
  ],
  ["phone", digits(12), ["8 916 123-45-678", "+7 916 123-45-678"]],
  ["phone", digits(9, 10), ["916 123 45 6"]],
  [
    "phone",
    { reason: "extension" },
    [
      "8 812 123-45-67 (123)",
      "+7 916 123-45-67 доб. 5",
      "8 495 123-45-67 ext 12",
      "8 495 123-45-67 #12",
      "tel:+74951234567;ext=12",
      "8 495 123-45-67, 123",
      "8 495 123-45-67 добавочный 12",
      "8 495 123-45-67 вн.12",
    ],
  ],
  ["phone", { reason: "plus-eight" }, ["+8 916 123-45-67", "+89161234567", "+8 (499) 123-45-67"]],
  ["phone", { reason: "country-code", code: "375" }, ["8 029 123-45-67", "8 (017) 212-34-56"]],
  [
    "phone",
    { reason: "country-code", code: null },
    ["067 123 45 67", "0555 123 456", "29 123-45-67", "8613812345678".slice(2, 10)],
  ],
  ["phone", { reason: "service-line" }, ["8 809 123-45-67", "+7 751 234-56-78", "8 803 121-35-06"]],
  [
    "phone",
    only("several"),
    ["8 916 123-45-67, 8 916 123-45-68", "8 916 123-45-67 или 8 903 123-45-67", "89161234567 89031234567"],
  ],
  ["phone", beside("звонить после 18"), ["+7 916 123-45-67, звонить после 18", "8 916 123-45-67 (звонить после 18)"]],
  ["phone", beside("звонить с 10:00 до 18:00"), ["89161234567 звонить с 10:00 до 18:00"]],
  ["phone", beside("звонить после 18"), ["звонить после 18: 8 916 123-45-67"]],
  ["phone", beside("вечером"), ["8 916 123-45-67 вечером", "8 916 123-45-67, вечером."]],
  ["phone", beside("не звонить, только писать"), ["8 916 123-45-67 не звонить, только писать"]],
  ["phone", beside("Звонить только вечером"), ["Звонить только вечером: 8 916 123-45-67"]],
  [
    "phone",
    beside("если не отвечу, позвоните маме или мужу…"),
    ["89161234567 если не отвечу, позвоните маме или мужу на работу"],
  ],
  ["phone", digits(10), ["8 916 123-45-6 звонить вечером"]],
  ["phone", as("email"), ["anna@example.org", "mailto:anna%40example.org"]],
  ["phone", as("telegram"), ["@anna_k", "t.me/anna_k"]],
  [
    "phone",
    only("malformed"),
    [
      "12345",
      "позвоните мне",
      "8 916 123 45 6О",
      "8 127 123-45-67",
      "+",
      "1-800-FLOWERS",
      "+7 916 1A3-45-67",
      "7 + 9161234567",
    ],
  ],
  ["phone", only("too-long"), ["8 916 ".padEnd(60, "-"), "8".repeat(400)]],
  [
    "email",
    only("malformed"),
    [
      "anna@",
      "@example.org",
      "anna@example",
      "anna@exa\u0000mple.org",
      "a@b..c",
      "anna@пример",
      "\ufffdanna@example.org",
      "anna@1.2",
      "anna@exa%6dple.рф",
      "anna@-example.org",
      "anna@@example.org",
    ],
  ],
  ["email", { reason: "space" }, ["an na@example.org", "anna @example.org"]],
  [
    "email",
    beside("пишите после 18"),
    ["anna@example.org, пишите после 18", "Почта: anna@example.org (пишите после 18)"],
  ],
  ["email", { reason: "no-at" }, ["mailto:anna%4Eexample.org", "anna.example.org", "Анна"]],
  [
    "email",
    only("several"),
    ["anna@example.org, boris@example.org", "anna@example.org\n,b@c.de", "a@example.org b@example.org"],
  ],
  ["email", russian("а"), ["аnna@example.org", "anna@exаmple.org"]],
  ["email", russian("со"), ["anna@gmail.соm"]],
  ["email", russian("сом"), ["anna@gmail.сом"]],
  ["email", russian("ру"), ["anna@mail.ру"]],
  ["email", only("russian-name"), ["иван@пример.рф", "анна@example.org"]],
  ["email", as("phone"), ["8 916 123-45-67", "+79161234567", "tel:+79161234567"]],
  ["email", as("telegram"), ["@anna_k", "https://t.me/anna_k"]],
  ["email", only("too-long"), [`${"a".repeat(388)}@example.org`, `${"a".repeat(250)}@example.org`]],
  [
    "telegram",
    as("phone"),
    ["79161234567", "1234", "t.me/+79161234567", "8 916 123-45-67", "tg://resolve?phone=79161234567", "@79161234567"],
  ],
  ["telegram", as("email"), ["anna@example.org", "mailto:anna%40example.org"]],
  ["telegram", beside("пишите после 18"), ["@anna_k, пишите после 18", "t.me/anna_k (пишите после 18)"]],
  ["telegram", { reason: "first-letter" }, ["_anna", "1anna", "t.me/_anna"]],
  ["telegram", { reason: "underscores" }, ["anna_", "an__na", "@anna_k_"]],
  ["telegram", { reason: "bot" }, ["anna_bot", "@Anna_Bot", "AnnaBot", "t.me/AnnaBot"]],
  ["telegram", { reason: "reserved" }, ["telegram", "joinchat", "@Admin", "t.me/share", "settings"]],
  [
    "telegram",
    { reason: "not-a-person" },
    [
      "t.me/+abcdef",
      "t.me/joinchat/abc",
      "https://t.me/anna/12",
      "t.me/c/1234/5",
      "https://web.telegram.org/a/#-1001234567",
    ],
  ],
  ["telegram", russian("а"), ["аnna_k", "@аnna", "t.me/аnna_k"]],
  ["telegram", only("russian-name"), ["анна", "@Анна"]],
  ["telegram", only("malformed"), ["ann", "anna k", "😀😀😀😀", "https://example.org/anna", "@@anna", "t.me/", "@"]],
  ["telegram", only("too-long"), ["a".repeat(33)]],
  ...(["email", "phone", "telegram"] as const).map((method): (typeof REFUSED)[number] => [
    method,
    only("missing"),
    [" \t ", "\u200b\u202a"],
  ]),
];

const each = REFUSED.flatMap(([method, problem, texts]) => texts.map((typed) => [method, typed, problem] as const));

describe("a text that is no contact", () => {
  it.each(each)("%s %j is refused: %j", (method, typed, problem) =>
    expect(parseContact(method, typed)).toEqual({ ok: false, problem }),
  );
});
