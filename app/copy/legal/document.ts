import { MESSENGERS, type Messenger } from "#app/domain/chat/messenger.ts";

export type LegalSection = { heading: string; text: string };

/**
 * A dated text. Immutable once shown to anybody: new wording is a new version before it in the list. `names`: the messengers that it
 * names; without it, Telegram alone.
 */
export type LegalDocument = {
  title: string;
  version: string;
  names?: readonly Messenger[];
  paragraphs: readonly LegalSection[];
};

/** The messengers that a practice may have switched on, apart from Telegram alone, newest version first. */
const OTHER_LISTS: readonly (readonly Messenger[])[] = [["telegram", "max"], [], ["max"]];

/** One version for each list of messengers, from the date on which MAX came. */
export const forOtherLists = (draft: (names: readonly Messenger[]) => Omit<LegalDocument, "version" | "names">) =>
  OTHER_LISTS.map((names) => ({ ...draft(names), names, version: `2026-11-30-${names.join("-") || "none"}` }));

/** Whether the document names these messengers and no other. */
export function isFor({ names = ["telegram"] }: LegalDocument, on: readonly Messenger[]): boolean {
  return MESSENGERS.every((each) => names.includes(each) === on.includes(each));
}
