import { communicationsConsent } from "./legal/communications-consent.ts";
import type { LegalDocument } from "./legal/document.ts";
import { personalDataConsent } from "./legal/personal-data-consent.ts";
import { privacy } from "./legal/privacy.ts";
export type LegalDocumentHistory = { slug: string; versions: readonly LegalDocument[] };

/** Each document with its versions, the one in force first. */
export const legalDocuments: readonly LegalDocumentHistory[] = [
  { slug: "personal-data-consent", versions: personalDataConsent },
  { slug: "communications-consent", versions: communicationsConsent },
  { slug: "privacy", versions: privacy },
];

/** The exact text that a reader of the page sees; its fingerprint is kept with every consent. */
export function documentText({ title, paragraphs }: Pick<LegalDocument, "title" | "paragraphs">): string {
  return [title, ...paragraphs.map(({ heading, text }) => `${heading}\n${text}`)].join("\n\n");
}

export const legalCopy = {
  version: (date: string) => `Редакция от ${date}`,
  back: "К услугам",
} as const;
