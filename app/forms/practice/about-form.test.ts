import { describe, expect, it } from "vitest";
import { aboutCopy } from "#app/copy/practice.ts";
import { aboutForm, aboutOf, typedHelpLines } from "./about-form.ts";

const { errors } = aboutCopy;
const read = (more: Record<string, string>) =>
  aboutForm.safeParse({ intent: "save", seen: "[]", name: "Тихая гавань", help_country: "by", ...more });
const linesIn = (text: string) => {
  const parsed = read({ help_lines: text });
  return parsed.success ? aboutOf(parsed.data).helpLines : parsed.error.issues.map(({ message }) => message);
};

describe("what a practice says of itself", () => {
  it("has one help line in each line of text, with any dash, and skips empty lines", () => {
    const text =
      "8 800 100-20-30 — Линия помощи, круглосуточно\r\n\r\n+375 17 000-00-00 - Кризисный центр\n 051 – Город ";
    expect(linesIn(text)).toEqual([
      { number: "8 800 100-20-30", name: "Линия помощи, круглосуточно" },
      { number: "+375 17 000-00-00", name: "Кризисный центр" },
      { number: "051", name: "Город" },
    ]);
  });

  it("is written back as it is read", () => {
    const lines = [{ number: "+7 (495) 000-00-00", name: "Линия — для своих" }];
    expect(linesIn(typedHelpLines(lines))).toEqual(lines);
  });

  it.each([
    ["Линия помощи", [errors.line(1)]],
    ["8 800 100-20-30", [errors.line(1)]],
    ["\n8 800 100-20-30 — Линия\nзвоните мне — всегда", [errors.line(3)]],
    [`051 — ${"а".repeat(200)}`, [errors.lineLength(1)]],
    [Array.from({ length: 9 }, () => "051 — Город").join("\n"), [errors.lines]],
  ])("of %j it says which line is wrong", (text, expected) => {
    expect(linesIn(text)).toEqual(expected);
  });

  it.each([
    ["name", "  ", errors.name],
    ["name", "а".repeat(81), errors.name],
    ["help_country", "fr", errors.country],
    ["intent", "publish", errors.unreadable],
  ])("refuses the field %s with %j", (field, typed, message) => {
    const parsed = read({ [field]: typed });
    expect(parsed.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([[field, message]]);
  });
});

it("says where meetings take place, in one line each, or nothing", () => {
  const parsed = read({ place_online: " https://video.example/room \r\n код 12 " });
  expect(parsed.data && aboutOf(parsed.data)).toMatchObject({
    placeOnline: "https://video.example/room код 12",
    placeOffline: "",
  });
  const long = read({ place_offline: "а".repeat(301) });
  expect(long.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([["place_offline", errors.place]]);
});
