import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MESSENGERS, type Messenger } from "#app/domain/chat/messenger.ts";
import { DOCUMENT_SLUGS } from "#app/domain/practice/documents.ts";
import { DEMO_DETAILS } from "./legal/practice.ts";
import { documentDrafts, documentInForce, documentText, legalDocuments } from "./legal.ts";
import { minutes } from "./ru.ts";
import { messengers, workingDays } from "./words.ts";

const files = readdirSync("app/copy", { recursive: true, encoding: "utf8" }).filter((file) =>
  /(?<!\.test)\.ts$/.test(file),
);

/** Data that no page shows: the sender's default name, words of weak passwords, what people write around a contact. */
const RUSSIAN_DATA = [
  "app/infrastructure/config.ts",
  "app/domain/team/password-weakness.ts",
  ...["clean", "email", "phone", "words-around"].map((name) => `app/domain/contact/${name}.ts`),
];
const sources = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !/^(copy|demo|testing)\//.test(file))
  .map((file) => `app/${file}`);
const hasRussian = (source: string) => /[а-яё]/i.test(source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, ""));

describe("words", () => {
  it.each(files)("%s neither presses nor promises, and says «окно»", (file) => {
    const text = readFileSync(`app/copy/${file}`, "utf8");
    expect(text).not.toMatch(/срочн|обязательно|обязан|гарантир|диагноз|лечи[мт]|слот|пожалуйста/i);
  });

  it("are stored nowhere else: no other file of the app contains Russian", () => {
    expect(sources.length).toBeGreaterThan(200);
    const russian = sources.filter((file) => hasRussian(readFileSync(file, "utf8")));
    expect(russian.filter((file) => !RUSSIAN_DATA.includes(file))).toEqual([]);
  });

  it("are searched in every folder, and found when planted", () => {
    expect(sources).toContain("app/ui/desk/people/request-list.tsx");
    expect(sources).toContain("app/infrastructure/mail/templates/confirmation.tsx");
    expect(hasRussian("<p>\n  Нет окон\n</p>")).toBe(true);
    expect(hasRussian('const hint = "https://example.org/" + "Подробнее";')).toBe(true);
    expect(hasRussian("// Пример\n/* и ещё\n пример */ const none = 1;")).toBe(false);
  });

  it("agree with their number", () => {
    expect([1, 2, 5, 21, 50, 80].map(minutes)).toEqual([
      "1 минута",
      "2 минуты",
      "5 минут",
      "21 минута",
      "50 минут",
      "80 минут",
    ]);
    expect([1, 2, 5].map(workingDays)).toEqual(["одного рабочего дня", "двух рабочих дней", "пяти рабочих дней"]);
  });
});

describe("documents", () => {
  it("are three, each dated, newest first, with a text of its own", () => {
    expect(legalDocuments.map(({ slug }) => slug)).toEqual([
      "personal-data-consent",
      "communications-consent",
      "privacy",
    ]);
    for (const { versions } of legalDocuments) {
      const names = versions.map(({ version }) => version);
      expect(names.every((name) => /^\d{4}-\d{2}-\d{2}(-[a-z-]{1,12})?$/.test(name))).toBe(true);
      expect(names).toEqual([...new Set(names)].sort().reverse());
    }
    const texts = legalDocuments.flatMap(({ versions }) => versions.map(documentText));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each<Messenger[]>([[], ["telegram"], ["max"], ["max", "telegram"]])(
    "drafted for the messengers %s name them, no other, and the operator",
    (...on) => {
      const details = { ...DEMO_DETAILS, operator: "ИП Волкова", taxNumber: "ИНН 77" };
      const [texts, ...others] = documentDrafts(details, on).filter(({ inUse }) => inUse);
      expect(others).toEqual([]);
      for (const slug of DOCUMENT_SLUGS) {
        const text = texts ? documentText(texts.texts[slug]) : "";
        expect(text).toContain("Оператор — ИП Волкова, ИНН 77.");
        for (const messenger of MESSENGERS)
          expect({ slug, named: text.includes(messengers[messenger]) }).toEqual({
            slug,
            named: on.includes(messenger),
          });
      }
    },
  );

  it.each<Messenger[]>([[], ["telegram"], ["max"], ["max", "telegram"]])(
    "name the messengers %s and no other",
    (...on) => {
      for (const { slug } of legalDocuments) {
        const document = documentInForce(slug, on);
        const text = document ? documentText(document) : "";
        for (const messenger of MESSENGERS)
          expect({ slug, messenger, named: text.includes(messengers[messenger]) }).toEqual({
            slug,
            messenger,
            named: on.includes(messenger),
          });
      }
    },
  );
});
