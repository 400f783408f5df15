import { documentText, legalDocuments } from "#app/copy/legal.ts";
import { CONSENT_TYPES, type ConsentDocument, type ConsentDocuments, type ConsentType } from "#app/domain/consent.ts";

const SLUGS: Record<ConsentType, string> = {
  personal_data: "personal-data-consent",
  communications: "communications-consent",
};
type Hash = (text: string) => string;

/** The consent documents in force, with the fingerprint of their exact text. */
export function currentConsentDocuments(sha256: Hash): ConsentDocuments {
  const current = (type: ConsentType) => {
    const [document] = versionsOf(type, sha256);
    if (!document) throw new Error(`no document for the consent ${type}`);
    return document;
  };
  return { personal_data: current("personal_data"), communications: current("communications") };
}

/** Every version of every consent document that was ever shown. */
export function allConsentDocuments(sha256: Hash): ConsentDocument[] {
  return CONSENT_TYPES.flatMap((type) => versionsOf(type, sha256));
}

function versionsOf(type: ConsentType, sha256: Hash): ConsentDocument[] {
  const versions = legalDocuments.find(({ slug }) => slug === SLUGS[type])?.versions ?? [];
  return versions.map((document) => ({ type, version: document.version, sha256: sha256(documentText(document)) }));
}
