import { copy } from "#app/copy/ru.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import { type KnownConsents, shownConsents } from "#app/domain/practice/documents.ts";

/** The consent documents that a form showed. `undefined`: it does not say. `null`: some that never were in force. */
export function shownBy(sent: unknown, known: KnownConsents): ConsentDocuments | null | undefined {
  return typeof sent === "string" ? shownConsents(sent, known) : undefined;
}

const changed = [copy.errors.consent.changed];
/** Both consents are asked for again. */
export const askedAgain = { consent_personal_data: changed, consent_communications: changed };
