import { z } from "zod";
import type { AboutRepository } from "#app/application/ports/timetable.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { type AboutPractice, HELP_COUNTRIES, type HelpLine } from "#app/domain/practice/about.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";
import { practiceSettings } from "#app/infrastructure/tables/timetable.ts";

const helpLine: ShapeOf<HelpLine> = z.object({ number: z.string(), name: z.string() });
const shape: ShapeOf<AboutPractice> = z.object({
  name: z.string(),
  helpCountry: z.enum(HELP_COUNTRIES),
  helpLines: z.array(helpLine),
  // Not there in settings that were saved before.
  placeOnline: z.string().default(""),
  placeOffline: z.string().default(""),
});

export function aboutRepository(db: Db): AboutRepository {
  return {
    async read() {
      const [row] = await db.select({ about: practiceSettings.about }).from(practiceSettings);
      if (!row) throw new Error("practice_settings has no row");
      if (row.about === null) return DEMO_ABOUT;
      return readStored(shape, row.about, { table: "practice_settings", column: "about", id: "1" });
    },

    async isOwn() {
      const [row] = await db.select({ about: practiceSettings.about }).from(practiceSettings);
      return (row?.about ?? null) !== null;
    },

    async save(about) {
      await db.update(practiceSettings).set({ about });
    },
  };
}
