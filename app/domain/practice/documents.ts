import { addHours } from "date-fns";
import { CONSENT_TYPES, type ConsentDocument, type ConsentDocuments, type ConsentType } from "#app/domain/consent.ts";

/** The part of a document's address that names it. */
export const DOCUMENT_SLUGS = ["personal-data-consent", "communications-consent", "privacy"] as const;
export type DocumentSlug = (typeof DOCUMENT_SLUGS)[number];

/** The part of a consent's address that names it. */
export const consentSlugs = {
  personal_data: "personal-data-consent",
  communications: "communications-consent",
} as const satisfies Record<ConsentType, DocumentSlug>;

export type LegalSection = { heading: string; text: string };
/** What a document says. */
export type DocumentText = { title: string; paragraphs: readonly LegalSection[] };
/** A dated text of a document. Immutable once shown to anybody: other wording is another version. */
export type DocumentVersion = DocumentText & { version: string };
/** The text of each document. */
export type DocumentTexts = Record<DocumentSlug, DocumentText>;
export type DocumentsInForce = Record<DocumentSlug, DocumentVersion>;

/** Who answers for the data, as the documents name them. */
export type LegalDetails = { operator: string; taxNumber: string; address: string; contact: string };

const PARTS = ["operator", "taxNumber", "address", "contact"] as const;

/** Drafts of the documents that name the same messengers; `inUse`: those that are switched on. */
export type DocumentDrafts = { mark: string; inUse: boolean; texts: DocumentTexts };

/** The details as one text: a page carries it, so that somebody else's change is noticed. */
export const markOfDetails = (details: LegalDetails): string => JSON.stringify(PARTS.map((part) => details[part]));

/** The exact displayed text; its fingerprint is stored with every consent. */
export function documentText({ title, paragraphs }: DocumentText): string {
  return [title, ...paragraphs.map(({ heading, text }) => `${heading}\n${text}`)].join("\n\n");
}

export const sameText = (one: DocumentText, other: DocumentText) => documentText(one) === documentText(other);

const LETTERS = "bcdefghijklmnopqrstuvwxyz";

/**
 * The name of a version published on this day: its date, the mark of the messengers that it names, and from the second of a day on a
 * letter. Fits into a chat's button. `null`: no letter is left.
 */
export function versionName(day: string, mark: string, taken: readonly string[]): string | null {
  const first = `${day}-${mark}`;
  return [first, ...[...LETTERS].map((letter) => `${first}-${letter}`)].find((name) => !taken.includes(name)) ?? null;
}

/** A text of another shape names no version. */
export const isVersionName = (text: string) => /^\d{4}-\d{2}-\d{2}(-[a-z-]{1,12})?$/.test(text);

/** The versions of both consents that a form showed, as it sends them. */
export const markOfShown = (shown: Record<ConsentType, { version: string }>): string =>
  CONSENT_TYPES.map((type) => shown[type].version).join(" ");

/** `supersededAt`: when another version took its place; `null`: it is in force. */
export type KnownConsent = { document: ConsentDocument; supersededAt: Date | null };
/** The consent documents in force, and those that a publication superseded, by type and version. */
export type KnownConsents = (type: ConsentType, version: string) => KnownConsent | null;

/**
 * How long a form that was open during a publication may still be sent. Consent to a text that the practice gave up long ago is asked
 * for again.
 */
export const SUPERSEDED_TEXT_COUNTS_DAYS = 7;

/** The documents that a form showed; `null`: it names some that are not, or no longer, agreed to. */
export function shownConsents(mark: string, known: KnownConsents, now: Date): ConsentDocuments | null {
  const [first = "", second = "", ...rest] = mark.split(" ");
  const counting = (type: ConsentType, version: string) => {
    const { document, supersededAt = null } = known(type, version) ?? {};
    const until = supersededAt && addHours(supersededAt, SUPERSEDED_TEXT_COUNTS_DAYS * 24);
    return document && (until === null || now <= until) ? document : null;
  };
  const personal_data = counting("personal_data", first);
  const communications = counting("communications", second);
  return personal_data && communications && rest.length === 0 ? { personal_data, communications } : null;
}
