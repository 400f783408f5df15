import { expect, it } from "vitest";
import { contactProblem, contactSlip } from "./contact.ts";
import { dotted, noBreaks } from "./no-breaks.ts";

/** Every text of a table, of its functions too, which are called with `given`. */
function textsIn(words: unknown, given: unknown[]): string[] {
  if (typeof words === "string") return [words];
  if (typeof words === "function") return textsIn(Reflect.apply(words, null, given), given);
  return typeof words === "object" && words !== null
    ? Object.entries(words).flatMap(([name, each]) => (name === "subject" ? [] : textsIn(each, given)))
    : [];
}
const BREAKS = /(?<![\p{L}\p{N}-])\p{L}{1,2} | —/u;

it("glues short words and numbers to the next word, and a dash to the one before", () => {
  const { plain, of } = noBreaks({ plain: "Не в лист — и я к вам", of: (day: string) => `до ${day} и на год` });
  expect(plain).toBe("Не\u00a0в\u00a0лист\u00a0— и\u00a0я\u00a0к\u00a0вам");
  expect(of("12 мая")).toBe("до\u00a012\u00a0мая и\u00a0на\u00a0год");
});

it("keeps the groups of a phone number together, and a dot with the fact before it", () => {
  const { hint } = noBreaks({ hint: "например 8 916 123-45-67, +375 29 123-45-67" });
  expect(hint).toBe("например 8\u00a0916\u00a0123-45-67, +375\u00a029\u00a0123-45-67");
  expect(dotted("Встреча на двоих", "онлайн", "50 минут")).toBe(
    "Встреча на\u00a0двоих\u00a0· онлайн\u00a0· 50\u00a0минут",
  );
});

it("leaves addresses, numbers and longer words alone, and changes nothing twice", () => {
  const plain = { href: "/legal/privacy/", phone: "+7 495 051", clock: "18:30 вечера", long: "для всех", count: 5 };
  const words = { ...plain, dash: "Telegram-бот и" };
  expect(noBreaks(noBreaks({ ...words }))).toEqual(words);
});

const tables = import.meta.glob<Record<string, unknown>>(["./*.ts", "!./*.test.ts"], { eager: true });
/** Words of a page's head, of documents whose fingerprints are stored, and of the log: nothing that breaks into lines. */
const WITHOUT_LINES = ["./head.ts", "./legal.ts", "./setting-up.ts"];
/** What functions take, where that is no text or number. */
const GIVEN: Record<string, unknown[]> = {
  "./desk-chat.ts": ["time_appeared", "yes"],
  "./desk-time.ts": [["2"], "2"],
};
const read = Object.entries(tables).filter(([file]) => !WITHOUT_LINES.includes(file));

it.each(read)("no line of a page, mail or message can end with a short word: %s", (file, exported) => {
  const objects = Object.values(exported).filter((words) => typeof words === "object");
  const texts = objects.flatMap((words) => textsIn(words, GIVEN[file] ?? ["2", "2"]));
  expect(texts.filter((text) => BREAKS.test(text))).toEqual([]);
});

it("leaves a mail's subject as typed", () => {
  expect(noBreaks({ subject: "Место за вами" }).subject).toBe("Место за вами");
});

it("errors about a contact come through the same function", () => {
  expect(contactSlip("anna@example.ru")).not.toMatch(BREAKS);
  expect(contactProblem("phone", { reason: "country-code", code: null })).not.toMatch(BREAKS);
});
