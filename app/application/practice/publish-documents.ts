import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DocumentTemplates, DraftedVersion } from "#app/application/ports/privacy.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import {
  DOCUMENT_SLUGS,
  type DocumentDrafts,
  type LegalDetails,
  markOfDetails,
  sameText,
  versionName,
} from "#app/domain/practice/documents.ts";
import { localDateOf } from "#app/domain/timetable/local-time.ts";

export type PublishDocumentsOutcome =
  | { status: "published" }
  /** The documents in force say exactly this. */
  | { status: "unchanged" }
  /** More versions on one day than have names. */
  | { status: "too-many" }
  /** Nothing was written: somebody else was faster. */
  | { status: "changed-meanwhile"; by: OperatorAct | null; timeZone: string };

type Parts = {
  database: Database;
  templates: DocumentTemplates;
  practiceMemory: Pick<PracticeMemory, "refresh">;
  clock: Clock;
};
/** `seen`: the mark of the details that the owner saw. */
type Publication = { operatorId: string; details: LegalDetails; seen: string };

/** The owner publishes the documents with other details: new versions beside the old ones, which earlier consents point to. */
export class PublishDocumentsUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId, details, seen }: Publication): Promise<PublishDocumentsOutcome> {
    const { database, templates, practiceMemory, clock } = this.#parts;
    try {
      return await database.transaction<PublishDocumentsOutcome>(async ({ practice, documents, deskAudit, desk }) => {
        const { timeZone } = await practice.hold();
        const before = await documents.details();
        const inForce = { ...templates.builtIn, ...(await documents.newest(templates.messengers)) };
        const drafts = templates.drafts(details);
        const current = drafts.find(({ inUse }) => inUse);
        const same = DOCUMENT_SLUGS.every((slug) => current && sameText(current.texts[slug], inForce[slug]));
        if (same && markOfDetails(before) === markOfDetails(details)) return { status: "unchanged" };
        if (markOfDetails(before) !== seen) {
          return { status: "changed-meanwhile", by: await desk.lastActOnSettings("documents_published"), timeZone };
        }
        const now = clock();
        const versions = versionsOf(drafts, localDateOf(now, timeZone), await documents.versionNames());
        if (versions === null) return { status: "too-many" };
        await documents.publish(details, versions, now);
        await deskAudit.record({ operatorId, action: "documents_published", at: now });
        return { status: "published" };
      });
    } finally {
      await practiceMemory.refresh();
    }
  }
}

/** A version of every document for every list of messengers; `null`: no name is left for this day. */
function versionsOf(drafts: DocumentDrafts[], day: string, taken: string[]): DraftedVersion[] | null {
  const versions: DraftedVersion[] = [];
  for (const { mark: messengers, texts } of drafts) {
    const version = versionName(day, messengers, taken);
    if (version === null) return null;
    versions.push(...DOCUMENT_SLUGS.map((slug) => ({ ...texts[slug], slug, messengers, version })));
  }
  return versions;
}
