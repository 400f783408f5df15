import { emergencyCopy, helpTexts } from "#app/copy/emergency.ts";
import { headCopy } from "#app/copy/head.ts";
import { type AboutPractice, markOfAbout } from "#app/domain/practice/about.ts";
import { typedHelpLines } from "#app/forms/practice/about-form.ts";

/** How a visitor meets it: the name at the top, in the tab, and the help lines. */
export type ShownAbout = { name: string; tab: string; help: string[] };

export type AboutView = {
  seen: string;
  /** The fields of the form. */
  values: { name: string; help_country: string; help_lines: string };
  shown: ShownAbout;
};

/** What the practice says of itself, for its owner's form and as visitors see it. */
export function aboutView(about: AboutPractice): AboutView {
  return {
    seen: markOfAbout(about),
    values: { name: about.name, help_country: about.helpCountry, help_lines: typedHelpLines(about.helpLines) },
    shown: {
      name: about.name,
      tab: `${headCopy.noSlots.title} · ${about.name}`,
      help: [...helpTexts(about), emergencyCopy.noAnswer],
    },
  };
}
