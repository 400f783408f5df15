import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { helpTexts } from "#app/copy/emergency.ts";
import { NEUTRAL_ABOUT } from "#app/copy/practice.ts";
import { HELP_COUNTRIES, type HelpLine } from "#app/domain/practice/about.ts";
import { aboutView } from "#app/views/practice/about-view.ts";
import { EmergencyPage } from "./emergency-page.tsx";
import { PracticeWords } from "./practice-words.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const PEOPLE_ANSWER = "По этим телефонам отвечают люди";
const NO_ANSWER = "Если номер не отвечает";
const own: HelpLine = { number: "151", name: "Телефон доверия" };

/** The page, the chat's answer, and what the owner sees beforehand. */
function said(helpCountry: (typeof HELP_COUNTRIES)[number], helpLines: HelpLine[]) {
  const about = { ...NEUTRAL_ABOUT, helpCountry, helpLines };
  const words = { ...about, operator: about.name, documents: null };
  return {
    page: plain(
      renderToStaticMarkup(
        <PracticeWords value={words}>
          <EmergencyPage />
        </PracticeWords>,
      ),
    ),
    chat: plain(helpTexts(about).join("\n")),
    preview: plain(aboutView(about).shown.help.join("\n")),
  };
}

it.each(["by", "kz"] as const)("promises no talk where 112 is the only number: %s", (country) => {
  const { page, chat, preview } = said(country, []);
  for (const text of [page, chat, preview]) {
    expect(text).toContain("112");
    expect(text).not.toContain(PEOPLE_ANSWER);
    expect(text).not.toContain(NO_ANSWER);
  }
  for (const text of [page, preview]) expect(text).toContain("скажите ему, что вам тяжело");
});

it.each(HELP_COUNTRIES)("says who answers, and what to do without an answer, where there are lines: %s", (country) => {
  const { page, chat, preview } = said(country, [own]);
  for (const text of [page, chat, preview]) expect(text).toContain(NO_ANSWER);
  for (const text of [page, preview]) expect(text).toContain(PEOPLE_ANSWER);
});
