import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentText, legalDocuments } from "./legal.ts";
import { workingDays } from "./mail.ts";
import { minutes } from "./ru.ts";

const files = readdirSync("app/copy", { recursive: true, encoding: "utf8" }).filter((file) =>
  /(?<!\.test)\.ts$/.test(file),
);

describe("words", () => {
  it.each(files)("%s neither presses nor promises, and says «окно»", (file) => {
    const text = readFileSync(`app/copy/${file}`, "utf8");
    expect(text).not.toMatch(/срочн|обязательно|обязан|гарантир|диагноз|лечи[мт]|слот|пожалуйста/i);
  });

  it("are kept nowhere else: components and forms have no Russian of their own", () => {
    for (const folder of ["app/ui", "app/forms", "app/routes"]) {
      for (const file of readdirSync(folder).filter((name) => /(?<!\.test)\.tsx?$/.test(name))) {
        const code = readFileSync(`${folder}/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
        expect(code, `${folder}/${file}`).not.toMatch(/[а-яё]/i);
      }
    }
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
      const dates = versions.map(({ version }) => version);
      expect(dates.every((date) => /^\d{4}-\d{2}-\d{2}$/.test(date))).toBe(true);
      expect(dates).toEqual([...new Set(dates)].sort().reverse());
    }
    const texts = legalDocuments.flatMap(({ versions }) => versions.map(documentText));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
