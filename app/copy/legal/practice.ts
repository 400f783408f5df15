import type { LegalDetails } from "#app/domain/practice/documents.ts";

/** The controller of the data in the built-in versions of the documents. */
export const practice = { operator: "психологическая практика «Эмоциональный баланс»" } as const;

/** What the documents say of the demo, and of a practice until its owner has published their own. */
export const DEMO_DETAILS: LegalDetails = { operator: practice.operator, taxNumber: "", address: "", contact: "" };

/** The controller in one sentence of a document. */
export const operatorWords = ({ operator, taxNumber, address, contact }: LegalDetails): string =>
  [operator, taxNumber, address && `адрес: ${address}`, contact && `связь: ${contact}`].filter(Boolean).join(", ");
