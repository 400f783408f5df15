import type { LegalDocument } from "#app/copy/legal/document.ts";
import { consentInForce, consentSlugs, documentText, legalDocuments } from "#app/copy/legal.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { CONSENT_TYPES, type ConsentDocument, type ConsentDocuments, type ConsentType } from "#app/domain/consent.ts";

type Hash = (text: string) => string;

/** The consent documents in force where these messengers are switched on, with the fingerprint of their exact text. */
export function currentConsentDocuments(sha256: Hash, on: readonly Messenger[]): ConsentDocuments {
  const current = (type: ConsentType) => sealedOf(type, consentInForce(type, on), sha256);
  return { personal_data: current("personal_data"), communications: current("communications") };
}

/** Every version of every consent document that was ever shown. */
export function allConsentDocuments(sha256: Hash): ConsentDocument[] {
  return CONSENT_TYPES.flatMap((type) =>
    (legalDocuments.find(({ slug }) => slug === consentSlugs[type])?.versions ?? []).map((document) =>
      sealedOf(type, document, sha256),
    ),
  );
}

const sealedOf = (type: ConsentType, document: LegalDocument, sha256: Hash): ConsentDocument => ({
  type,
  version: document.version,
  sha256: sha256(documentText(document)),
});
