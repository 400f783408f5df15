import type { Database } from "#app/application/ports/database.ts";
import type { OfferSettings } from "#app/domain/offers/types.ts";

export type OfferRulesRecord = {
  settings: OfferSettings;
  timeZone: string;
  /** Those that may differ from the practice's rule. */
  services: { id: string; title: string }[];
};

/** The rules of offers, for the owner. */
export class GetOfferRulesQuery {
  readonly #parts: { database: Database };

  constructor(parts: { database: Database }) {
    this.#parts = parts;
  }

  execute(): Promise<OfferRulesRecord> {
    return this.#parts.database.transaction(async ({ offerRules, services }) => {
      const { settings, timeZone } = await offerRules.rules();
      const all = await services.list(0);
      const active = all.filter(
        ({ id, status }) => status === "active" || Object.hasOwn(settings.automaticByService, id),
      );
      return { settings, timeZone, services: active.map(({ id, title }) => ({ id, title })) };
    });
  }
}
