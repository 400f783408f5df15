import { documentText, type LegalDocument, legalDocuments } from "./copy/legal.ts";
import type { ConsentDocuments, ConsentType } from "./domain/consent.ts";

const SLUGS: Record<ConsentType, string> = {
  personal_data: "personal-data-consent",
  communications: "communications-consent",
};

/** The consent documents in force, with the fingerprint of their exact text. */
export function currentConsentDocuments(sha256: (text: string) => string): ConsentDocuments {
  const current = <Type extends ConsentType>(type: Type) => {
    const document: LegalDocument | undefined = legalDocuments.find(({ slug }) => slug === SLUGS[type])?.versions[0];
    if (!document) throw new Error(`no document for the consent ${type}`);
    return { type, version: document.version, sha256: sha256(documentText(document)) };
  };
  return { personal_data: current("personal_data"), communications: current("communications") };
}
