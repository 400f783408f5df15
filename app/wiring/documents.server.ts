import type { DocumentTemplates } from "#app/application/ports/privacy.ts";
import { listMark } from "#app/copy/legal/document.ts";
import { builtInDocuments, consentInForce, documentDrafts, documentText, legalDocuments } from "#app/copy/legal.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { CONSENT_TYPES, type ConsentDocument, type ConsentDocuments, type ConsentType } from "#app/domain/consent.ts";
import { consentSlugs, type DocumentVersion } from "#app/domain/practice/documents.ts";

type Hash = (text: string) => string;

/** The built-in consent documents where these messengers are switched on, with the fingerprint of their exact text. */
export function currentConsentDocuments(sha256: Hash, on: readonly Messenger[]): ConsentDocuments {
  const current = (type: ConsentType) => sealedOf(type, consentInForce(type, on), sha256);
  return { personal_data: current("personal_data"), communications: current("communications") };
}

/** Every built-in version of every consent document that was ever shown. */
export function allConsentDocuments(sha256: Hash): ConsentDocument[] {
  return CONSENT_TYPES.flatMap((type) =>
    (legalDocuments.find(({ slug }) => slug === consentSlugs[type])?.versions ?? []).map((document) =>
      sealedOf(type, document, sha256),
    ),
  );
}

/** The texts that the app brings along, where these messengers are switched on. */
export function documentTemplates(on: readonly Messenger[]): DocumentTemplates {
  return {
    messengers: listMark(on),
    builtIn: builtInDocuments(on),
    findBuiltIn: (slug, version) =>
      legalDocuments.find((each) => each.slug === slug)?.versions.find((each) => each.version === version) ?? null,
    drafts: (details) => documentDrafts(details, on),
  };
}

const sealedOf = (type: ConsentType, document: DocumentVersion, sha256: Hash): ConsentDocument => ({
  type,
  version: document.version,
  sha256: sha256(documentText(document)),
});
