import { describe, expect, it } from "vitest";
import { likelyMeant } from "./email-slip.ts";

describe("an address that is likely mistyped", () => {
  it.each([
    ["gmail.con", "gmail.com"],
    ["gmial.com", "gmail.com"],
    ["gmai.com", "gmail.com"],
    ["gmail.cm", "gmail.com"],
    ["gmail.com.ru", "gmail.com"],
    ["gnail.com", "gmail.com"],
    ["mail.ru.ru", "mail.ru"],
    ["maill.ru", "mail.ru"],
    ["mail.rru", "mail.ru"],
    ["yandex.ry", "yandex.ru"],
    ["yadnex.ru", "yandex.ru"],
    ["yandex.r", "yandex.ru"],
    ["outlok.com", "outlook.com"],
    ["iclould.com", "icloud.com"],
    ["practice.con", "practice.com"],
    ["bk.ry", "bk.ru"],
  ])("at %s was meant for %s", (typed, meant) => expect(likelyMeant(`anna@${typed}`)).toBe(`anna@${meant}`));

  it.each([
    "gmail.com",
    "mail.ru",
    "ya.ru",
    "va.ru",
    "mail.ua",
    "example.org",
    "email.ru",
    "yandex.net",
    "practice.ru",
    "xn--e1afmkfd.xn--p1ai",
  ])("at %s is not questioned", (domain) => expect(likelyMeant(`anna@${domain}`)).toBeNull());
});
