import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { ChangeAboutUseCase } from "#app/application/practice/change-about.ts";
import { GetAboutQuery } from "#app/application/practice/get-about.ts";

type Parts = { database: Database; practiceMemory: PracticeMemory; clock: Clock };

/** What the practice says of itself. */
export function practiceOf(parts: Parts) {
  return { getAbout: new GetAboutQuery(parts), changeAbout: new ChangeAboutUseCase(parts) };
}
