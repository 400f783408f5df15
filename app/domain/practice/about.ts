import type { ServiceFormat } from "#app/domain/timetable/availability.ts";
import type { DocumentsInForce } from "./documents.ts";

export const HELP_COUNTRIES = ["ru", "by", "kz"] as const;
export type HelpCountry = (typeof HELP_COUNTRIES)[number];

/** A help line in the practice's own words. `number` as people read it. */
export type HelpLine = { number: string; name: string };

/**
 * What the practice says of itself on every page and in every mail. `helpLines` stand behind those of the country. A place is what people
 * with an hour read, empty where there is nothing to say.
 */
export type AboutPractice = {
  name: string;
  helpCountry: HelpCountry;
  helpLines: HelpLine[];
  placeOnline: string;
  placeOffline: string;
};

/** All that pages say beside their own words. `operator`: who answers for the data. */
export type PracticeSaid = AboutPractice & { operator: string; documents: DocumentsInForce };

/** Where a meeting of this format takes place, as far as the practice says so. */
export function placesOf({ placeOnline, placeOffline }: AboutPractice, format: ServiceFormat): string[] {
  const places = { online: [placeOnline], offline: [placeOffline], hybrid: [placeOnline, placeOffline] };
  return places[format].filter((place) => place !== "");
}

export const LONGEST_NAME = 80;
export const MOST_HELP_LINES = 8;

/** The parts that an owner changes, as the audit log names them. */
const PARTS = {
  name: ({ name }: AboutPractice) => name,
  help_country: ({ helpCountry }: AboutPractice) => helpCountry,
  help_lines: ({ helpLines }: AboutPractice) => helpLines.map(({ number, name }) => [number, name]),
  places: ({ placeOnline, placeOffline }: AboutPractice) => [placeOnline, placeOffline],
};
export type AboutPart = keyof typeof PARTS;
const isPart = (name: string): name is AboutPart => Object.hasOwn(PARTS, name);
const NAMES = Object.keys(PARTS).filter(isPart);

/** What is said, as one text: a page carries it, so that somebody else's change is noticed. */
export function markOfAbout(about: AboutPractice): string {
  return JSON.stringify(NAMES.map((name) => PARTS[name](about)));
}

/** The parts that differ. */
export function changedAboutParts(before: AboutPractice, after: AboutPractice): AboutPart[] {
  return NAMES.filter((name) => JSON.stringify(PARTS[name](before)) !== JSON.stringify(PARTS[name](after)));
}
