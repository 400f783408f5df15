import { MESSENGERS, type Messenger } from "#app/domain/chat/messenger.ts";
import type { DocumentText, DocumentVersion } from "#app/domain/practice/documents.ts";

/**
 * A dated text. Immutable once shown to anybody: new wording is a new version before it in the list. `names`: the messengers that it
 * names; without it, Telegram alone.
 */
export type LegalDocument = DocumentVersion & { names?: readonly Messenger[] };

/** The messengers that a practice may have switched on, apart from Telegram alone, newest version first. */
const OTHER_LISTS: readonly (readonly Messenger[])[] = [["telegram", "max"], [], ["max"]];

/** One version for each list of messengers, from the date on which MAX came. */
export const forOtherLists = (draft: (names: readonly Messenger[]) => DocumentText) =>
  OTHER_LISTS.map((names) => ({ ...draft(names), names, version: `2026-11-30-${names.join("-") || "none"}` }));

/** Whether the document names these messengers and no other. */
export function isFor({ names = ["telegram"] }: LegalDocument, on: readonly Messenger[]): boolean {
  return MESSENGERS.every((each) => names.includes(each) === on.includes(each));
}

/** Short names of the lists of messengers, for the names of versions. */
export const listMark = (names: readonly Messenger[]): string =>
  MESSENGERS.filter((each) => names.includes(each))
    .map((each) => each.charAt(0))
    .join("") || "n";

/** Every list of messengers that a practice may have switched on. */
export const MESSENGER_LISTS: readonly (readonly Messenger[])[] = [["telegram"], ...OTHER_LISTS];
