import { helpFor, helpTexts } from "#app/copy/emergency.ts";
import { headCopy } from "#app/copy/head.ts";
import { type AboutPractice, markOfAbout } from "#app/domain/practice/about.ts";
import { typedHelpLines } from "#app/forms/practice/about-form.ts";

/** How visitors meet it: the name at the top and in the tab, the help lines, and what those with an hour read. */
export type ShownAbout = { name: string; tab: string; online: string; offline: string; help: string[] };

export type AboutView = {
  seen: string;
  /** The fields of the form. */
  values: Record<"name" | "help_country" | "help_lines" | "place_online" | "place_offline", string>;
  shown: ShownAbout;
};

/** What the practice says of itself, for its owner's form and as visitors see it. */
export function aboutView(about: AboutPractice): AboutView {
  return {
    seen: markOfAbout(about),
    values: {
      name: about.name,
      help_country: about.helpCountry,
      help_lines: typedHelpLines(about.helpLines),
      place_online: about.placeOnline,
      place_offline: about.placeOffline,
    },
    shown: {
      name: about.name,
      tab: `${headCopy.noSlots.title} · ${about.name}`,
      online: about.placeOnline,
      offline: about.placeOffline,
      help: [helpFor(about).lead, ...helpTexts(about)],
    },
  };
}
