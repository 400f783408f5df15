import { CONSENT_TYPES } from "#app/domain/consent.ts";
import {
  consentSlugs,
  DOCUMENT_SLUGS,
  type DocumentsInForce,
  documentText,
  type KnownConsent,
} from "#app/domain/practice/documents.ts";
import { type PublishedDocument, sha256Of } from "./documents.ts";

/** The newest published version of each document, and the built-in one where there is none. */
export function inForceOf(builtIn: DocumentsInForce, published: PublishedDocument[]): DocumentsInForce {
  const newest = DOCUMENT_SLUGS.flatMap((slug) => {
    const first = published.find((each) => each.slug === slug);
    return first ? [[slug, { version: first.version, title: first.title, paragraphs: first.paragraphs }] as const] : [];
  });
  return { ...builtIn, ...Object.fromEntries(newest) };
}

/**
 * Each consent's published versions, newest first, and the built-in one, which the first publication superseded. Texts from before
 * another version of the app, or for other messengers, are not among them: when they ended is not stored.
 */
export function knownConsents(builtIn: DocumentsInForce, published: PublishedDocument[]): KnownConsent[] {
  return CONSENT_TYPES.flatMap((type) => {
    const slug = consentSlugs[type];
    const own = published.filter((each) => each.slug === slug);
    return [...own, builtIn[slug]].map((text, index) => ({
      document: { type, version: text.version, sha256: sha256Of(documentText(text)) },
      supersededAt: own[index - 1]?.publishedAt ?? null,
    }));
  });
}
