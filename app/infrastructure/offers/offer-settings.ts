import { eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { OfferRules } from "#app/application/ports/offers.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import type { LadderRow, OfferSettings, QuietHours } from "#app/domain/offers/types.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";
import { practiceSettings, services } from "#app/infrastructure/tables/timetable.ts";

type OfPractice = Omit<OfferSettings, "automaticByService">;

const ladderRow: ShapeOf<LadderRow> = z.object({
  overHours: z.number(),
  atOnce: z.number(),
  holdHours: z.number(),
  by: z.enum(["message", "call"]),
});
const quietHours: ShapeOf<QuietHours> = z.object({ from: z.string(), to: z.string() });
const shape: ShapeOf<OfPractice> = z.object({
  ladder: z.array(ladderRow),
  quietHours,
  undoDelayMinutes: z.number(),
  weeklyCap: z.number(),
  minimumNoticeHours: z.number(),
  automatic: z.boolean(),
  listFirst: z.boolean(),
});

/** The practice's settings as stored; `null`: the defaults. Throws `StoredShapeError`. */
export function storedOfferSettings(stored: unknown): OfPractice {
  if (stored === null) return DEFAULT_OFFER_SETTINGS;
  return readStored(shape, stored, { table: "practice_settings", column: "offer_settings", id: "1" });
}

export function offerRules(db: Db): OfferRules {
  return {
    async rules() {
      const { timeZone, offerSettings } = practiceSettings;
      const { id, automaticOffers: automatic } = services;
      const rows = await db
        .select({ timeZone, offerSettings, id, automatic })
        .from(practiceSettings)
        .leftJoin(services, isNotNull(automatic));
      const [row] = rows;
      if (!row) throw new Error("practice_settings has no row");
      const decided = rows.flatMap((each) =>
        each.id === null || each.automatic === null ? [] : [[each.id, each.automatic] as const],
      );
      const settings = { ...storedOfferSettings(row.offerSettings), automaticByService: Object.fromEntries(decided) };
      return { settings, timeZone: row.timeZone };
    },

    async save({ ladder, quietHours, undoDelayMinutes, weeklyCap, minimumNoticeHours, automatic, listFirst }) {
      const offerSettings = {
        ladder,
        quietHours,
        undoDelayMinutes,
        weeklyCap,
        minimumNoticeHours,
        automatic,
        listFirst,
      };
      await db.update(practiceSettings).set({ offerSettings });
    },

    async setService(serviceId, { automatic, bookWithoutAsking }) {
      await db
        .update(services)
        .set({ automaticOffers: automatic, bookWithoutAsking })
        .where(eq(services.id, serviceId));
    },

    async flagsOf(serviceId) {
      const [row] = await db
        .select({ automatic: services.automaticOffers, bookWithoutAsking: services.bookWithoutAsking })
        .from(services)
        .where(eq(services.id, serviceId));
      if (!row) throw new Error("no such service");
      return row;
    },
  };
}
