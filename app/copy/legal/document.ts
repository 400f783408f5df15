export type LegalSection = { heading: string; text: string };

/** A dated text. Immutable once shown to anybody: new wording is a new version before it in the list. */
export type LegalDocument = { title: string; version: string; paragraphs: readonly LegalSection[] };
