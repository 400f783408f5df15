import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DocumentTemplates } from "#app/application/ports/privacy.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { ChangeAboutUseCase } from "#app/application/practice/change-about.ts";
import { GetAboutQuery } from "#app/application/practice/get-about.ts";
import { GetDocumentsQuery } from "#app/application/practice/get-documents.ts";
import { GetFirstStepsQuery } from "#app/application/practice/get-first-steps.ts";
import { PublishDocumentsUseCase } from "#app/application/practice/publish-documents.ts";

type Parts = {
  database: Database;
  templates: DocumentTemplates;
  practiceMemory: Pick<PracticeMemory, "refresh">;
  clock: Clock;
};

/** What the practice says of itself, and its documents. */
export function practiceOf(parts: Parts) {
  return {
    getAbout: new GetAboutQuery(parts),
    changeAbout: new ChangeAboutUseCase(parts),
    getDocuments: new GetDocumentsQuery(parts),
    getFirstSteps: new GetFirstStepsQuery(parts),
    publishDocuments: new PublishDocumentsUseCase(parts),
  };
}
