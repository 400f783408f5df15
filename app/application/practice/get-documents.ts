import type { Database } from "#app/application/ports/database.ts";
import type { DocumentTemplates } from "#app/application/ports/privacy.ts";
import {
  type DocumentTexts,
  type DocumentVersion,
  isVersionName,
  type LegalDetails,
} from "#app/domain/practice/documents.ts";

type Parts = { database: Database; templates: DocumentTemplates };

/** `published`: newest first. */
export type PublishedDocuments = {
  details: LegalDetails;
  published: { version: string; at: Date }[];
  timeZone: string;
};

/** The documents for their owner, and every version for whoever has its address. */
export class GetDocumentsQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(): Promise<PublishedDocuments> {
    const { database, templates } = this.#parts;
    return database.transaction(async ({ documents, practice }) => ({
      details: await documents.details(),
      published: await documents.history(templates.messengers),
      timeZone: (await practice.settings()).timeZone,
    }));
  }

  /** What would be published with these details where the app runs now. */
  draft(details: LegalDetails): DocumentTexts {
    const drafts = this.#parts.templates.drafts(details).find(({ inUse }) => inUse);
    if (!drafts) throw new Error("no documents for the messengers that are switched on");
    return drafts.texts;
  }

  /** `null`: there never was one. */
  async version(slug: string, version: string): Promise<DocumentVersion | null> {
    if (!isVersionName(version)) return null;
    const { database, templates } = this.#parts;
    const builtIn = templates.findBuiltIn(slug, version);
    return builtIn ?? database.transaction(({ documents }) => documents.find(slug, version));
  }
}
