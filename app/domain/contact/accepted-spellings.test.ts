import { describe, expect, it } from "vitest";
import type { TypedMethod } from "./contact.ts";
import { parseContact } from "./read-contact.ts";

/** The stored value, and the spellings that are read as it. All contacts are invented. */
const SPELLINGS: [TypedMethod, string, string[]][] = [
  [
    "phone",
    "+79161234567",
    [
      ...["8 916 123-45-67", "+7 (916) 123 45 67", "9161234567", "79161234567", "89161234567", "8.916.123.45.67"],
      ...["+7 8 916 123-45-67", "8/916/1234567", "7 8 916 123-45-67", "8(916)1234567", "+7 916 123–45–67"],
      ...["tel:+79161234567", "tel:+7-916-123-45-67", "callto:+79161234567", "https://wa.me/79161234567"],
      ...["тел. 8 916 123-45-67", "Тел.: 8 916 123-45-67", "моб. +7 916 123-45-67", "Анна: 8 916 123-45-67"],
      ...["+7 916 123-45-67 (Анна)", "8 916 123-45-67 Анна", "8 916 123-45-67, Анна", "+7 916 123-45-67 (WhatsApp)"],
      ...["«8 916 123-45-67»", '"8 916 123-45-67"', "<+79161234567>", "(8 916 123-45-67)", "[89161234567]"],
      ...["8 916 123-45-67.", "8 916 123-45-67,", "8 916 123-45-67;", "  8 916\u00a0123\u201145\u201167\t"],
      ...["\u202a+7 916 123-45-67\u202c", "+7 916 123-45-67\u200e", "8\u200b916\u200b1234567", "\ufeff89161234567"],
      ...[
        "8 916 123-45-67\ufe0e",
        "+７ ９１６ １２３ ４５ ６７",
        "٨٩١٦١٢٣٤٥٦٧",
        "8 10 7 916 123-45-67",
        "0079161234567",
      ],
    ],
  ],
  ["phone", "+74951234567", ["8 495 123-45-67", "(495) 123-45-67", "+7 495 1234567"]],
  ["phone", "+78121234567", ["8 812 123-45-67", "+7 (812) 123-45-67"]],
  ["phone", "+78001234567", ["8 800 123-45-67", "8-800-123-45-67", "+7 800 1234567"]],
  ["phone", "+79491234567", ["+7 949 123-45-67", "8 949 123-45-67", "9491234567"]],
  ["phone", "+79591234567", ["8 959 123-45-67"]],
  ["phone", "+79781234567", ["+7 978 123-45-67", "89781234567"]],
  ["phone", "+73652123456", ["8 3652 12-34-56", "+7 (3652) 123456"]],
  ["phone", "+79401234567", ["+7 940 123-45-67"]],
  ["phone", "+77012345678", ["8 701 234 56 78", "+7 701 234-56-78", "77012345678"]],
  ["phone", "+77771234567", ["8 777 123 45 67", "+7 (777) 123-45-67"]],
  ["phone", "+77051234567", ["87051234567"]],
  ["phone", "+375291234567", ["+375 29 123-45-67", "375291234567", "00375291234567", "8 10 375 29 123-45-67"]],
  ["phone", "+375171234567", ["+375 (17) 123-45-67"]],
  ["phone", "+380671234567", ["+380 67 123 45 67", "380671234567", "+38 (067) 123-45-67"]],
  ["phone", "+998901234567", ["+998 90 123 45 67", "998901234567", "998 (90) 123-45-67"]],
  ["phone", "+996555123456", ["+996 555 123 456", "996555123456"]],
  ["phone", "+37491123456", ["+374 91 123456", "37491123456"]],
  ["phone", "+995555123456", ["+995 555 12 34 56", "995555123456"]],
  ["phone", "+992931234567", ["+992 93 123 4567", "992931234567"]],
  ["phone", "+994501234567", ["+994 50 123 45 67"]],
  ["phone", "+4930901820", ["+49 30 901820", "0049 30 901820"]],
  ["phone", "+442079460018", ["+44 20 7946 0018", "+44 (0)20 7946 0018"]],
  ["phone", "+84991234567", ["+84 99 123 4567"]],
  [
    "email",
    "anna@example.org",
    [
      ...["  Anna@Example.ORG ", "anna@example.org.", "anna@example.org,", "anna@example.org;", "<anna@example.org>"],
      ...["Анна <anna@example.org>", '"Анна К." <anna@example.org>,', "«anna@example.org»", "(anna@example.org)"],
      ...["mailto:anna@example.org", "mailto:anna@example.org?subject=hi", "<mailto:anna@example.org>"],
      ...["mailto:anna%40example.org", "MAILTO:Anna%40Example.org?subject=%D0%BF", "<mailto:%61nna%40example.org>"],
      ...["anna@example.org Анна", "anna@example.org, Анна К."],
      ...["почта: anna@example.org", "e-mail anna@example.org", "E-mail: anna@example.org", "anna@example.org (Анна)"],
      ...["\u202aanna@example.org\u202c", "anna@example.org\u200e", "an\u200bna@example.org", "anna@exam\u00adple.org"],
      ...["ＡＮＮＡ＠example.org", "anna@example.org\ufe0f", "anna\u034f@example.org"],
    ],
  ],
  ["email", "a.b+c@sub.example.co", ["a.b+c@sub.example.co"]],
  [
    "email",
    "ivan@xn--e1afmkfd.xn--p1ai",
    ["ivan@пример.рф", "ivan@xn--e1afmkfd.xn--p1ai", "Ivan@ПРИМЕР.РФ", "Иван <ivan@пример.рф>."],
  ],
  [
    "email",
    "ivan@xn--80a1acny.xn--p1ai",
    ["mailto:ivan@почта.рф", "mailto:ivan@%D0%BF%D0%BE%D1%87%D1%82%D0%B0.%D1%80%D1%84", "ivan@почта.рф"],
  ],
  ["email", "ivan@xn--d1acpjx3f.example", ["ivan@яндекс.example"]],
  [
    "telegram",
    "anna_k",
    [
      ...["@Anna_K", "anna_k", "t.me/anna_k", "https://t.me/Anna_K/", "http://www.t.me/anna_k", "@anna_k.", "@anna_k,"],
      ...["https://telegram.me/anna_k", "telegram.dog/anna_k", "t.me/anna_k?text=hi", "t.me/@anna_k", "t.me/anna_k#x"],
      ...["anna_k.t.me", "https://anna_k.t.me/", "tg://resolve?domain=anna_k", "tg:resolve?start=x&domain=anna_k"],
      ...[
        "web.telegram.org/k/#@anna_k",
        "https://web.telegram.org/a/#@anna_k",
        "https://web.telegram.org/#/im?p=@anna_k",
      ],
      ...[
        "Анна @anna_k",
        "телеграм: @anna_k",
        "tg: anna_k",
        "@anna_k (Анна)",
        "@anna_k Анна",
        "<@anna_k>",
        "«anna_k»",
        '"@anna_k"',
      ],
      ...["\u202a@anna_k\u202c", "anna_k\u200e", "@an\u200bna_k", "＠anna_k", "@anna_k\ufe0f", " @anna_k\n"],
    ],
  ],
  ["telegram", "anna", ["@anna", "anna"]],
  ["telegram", "talbot", ["talbot", "@Talbot"]],
  ["telegram", "servicepack", ["servicepack"]],
];

const each = SPELLINGS.flatMap(([method, value, spellings]) =>
  spellings.map((typed) => [method, typed, value] as const),
);

describe("a spelling that people use", () => {
  it.each(each)("%s %j is read as %j", (method, typed, value) =>
    expect(parseContact(method, typed)).toEqual({ ok: true, contact: { method, value } }),
  );

  it("stands in the table once, and the table has more than a hundred", () => {
    expect(new Set(each.map(([method, typed]) => `${method} ${typed}`)).size).toBe(each.length);
    expect(each.length).toBeGreaterThan(120);
  });
});
