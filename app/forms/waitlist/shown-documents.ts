import { copy } from "#app/copy/ru.ts";
import type { ConsentDocuments, ConsentType } from "#app/domain/consent.ts";
import { type KnownConsents, shownConsents } from "#app/domain/practice/documents.ts";

/** The consent documents that a form showed. `undefined`: it does not say. `null`: some that nobody can agree to now. */
export function shownBy(sent: unknown, known: KnownConsents, now: Date): ConsentDocuments | null | undefined {
  return typeof sent === "string" ? shownConsents(sent, known, now) : undefined;
}

/** The same of the versions that a caller of the API names. */
export function namedBy(
  versions: Record<ConsentType, string> | undefined,
  known: KnownConsents,
  now: Date,
): ConsentDocuments | null | undefined {
  return versions && shownConsents(`${versions.personal_data} ${versions.communications}`, known, now);
}

const changed = [copy.errors.consent.changed];
/** Both consents are asked for again. */
export const askedAgain = { consent_personal_data: changed, consent_communications: changed };
