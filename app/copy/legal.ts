import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { ConsentType } from "#app/domain/consent.ts";
import { communicationsConsent } from "./legal/communications-consent.ts";
import { isFor, type LegalDocument } from "./legal/document.ts";
import { personalDataConsent } from "./legal/personal-data-consent.ts";
import { privacy } from "./legal/privacy.ts";
export type LegalDocumentHistory = { slug: string; versions: readonly LegalDocument[] };

/** The part of a document's address that names it. */
export const consentSlugs: Record<ConsentType, string> = {
  personal_data: "personal-data-consent",
  communications: "communications-consent",
};

/** Names the page with the texts of both consents, to which a mail links once. */
export const BOTH_CONSENTS = "consents";

/** Each document with its versions, newest first. In force is the newest for the messengers that are switched on. */
export const legalDocuments: readonly LegalDocumentHistory[] = [
  { slug: consentSlugs.personal_data, versions: personalDataConsent },
  { slug: consentSlugs.communications, versions: communicationsConsent },
  { slug: "privacy", versions: privacy },
];

/** The document that is in force where these messengers are switched on; `undefined`: there is none of this name. */
export function documentInForce(slug: string, on: readonly Messenger[]): LegalDocument | undefined {
  return legalDocuments.find((each) => each.slug === slug)?.versions.find((version) => isFor(version, on));
}

/** The consent's document that is in force. */
export function consentInForce(type: ConsentType, on: readonly Messenger[]): LegalDocument {
  const current = documentInForce(consentSlugs[type], on);
  if (!current) throw new Error(`no document for the consent ${type}`);
  return current;
}

/** The exact displayed text; its fingerprint is stored with every consent. */
export function documentText({ title, paragraphs }: Pick<LegalDocument, "title" | "paragraphs">): string {
  return [title, ...paragraphs.map(({ heading, text }) => `${heading}\n${text}`)].join("\n\n");
}

export const legalCopy = {
  version: (date: string) => `Редакция от ${date}`,
  consents: "Два согласия к заявке",
  back: "К услугам",
} as const;
