import { describe, expect, it } from "vitest";
import { contactProblem, contactSlip } from "#app/copy/contact.ts";
import { copy } from "#app/copy/ru.ts";
import { TYPED_METHODS } from "#app/domain/contact/contact.ts";
import { errorWords } from "./error-words.ts";

/** Of what one line holds at 360 px; an address or letters of a person's own may take more. */
const SHORT = 32;

describe("an error in two parts", () => {
  it.each([
    [
      "Похоже, это опечатка. Адрес выглядит так: anna@example.ru",
      "Похоже, это опечатка",
      "Адрес выглядит так: anna@example.ru",
    ],
    ["Вы имели в виду anna@example.ru? Если да, исправьте", "Вы имели в виду anna@example.ru?", "Если да, исправьте"],
    ["Выберите причину из списка", "Выберите причину из списка", null],
    ["Адрес anna@example.ru. нижний", "Адрес anna@example.ru. нижний", null],
  ])("%s", (message, what, why) => expect(errorWords(message)).toEqual({ what, why }));

  it("says in a few words what is wrong", () => {
    const { method, window, consent, ...others } = copy.errors;
    const contacts = TYPED_METHODS.flatMap((each) => [
      contactProblem(each, { reason: "missing" }),
      contactProblem(each, { reason: "malformed" }),
      contactProblem(each, { reason: "too-long" }),
      contactProblem(each, { reason: "russian-name" }),
      contactProblem(each, { reason: "words", words: "звонить после 18" }),
    ]);
    const { personalData, communications, communicationsWithConcierge } = consent;
    const consents = [personalData, communications, communicationsWithConcierge("Telegram или MAX")];
    const methods = [method.missing, method.missingWithoutTelegram];
    const messages = [...methods, window.missing, ...consents, ...Object.values(others), ...contacts];
    expect(messages.filter((message) => errorWords(message).what.length > SHORT)).toEqual([]);
    expect(errorWords(contactSlip("anna@gmail.com")).what).toBe("Вы\u00a0имели в\u00a0виду anna@gmail.com?");
  });
});
