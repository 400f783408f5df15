import type { OfferRulesRecord } from "#app/application/offers/desk/get-offer-rules.ts";
import { markOfRules, ROWS, type SERVICE_ANSWERS } from "#app/domain/offers/rules-change.ts";

/** The rules as the form's fields have them, by name. */
export function offerRulesView({ settings, services }: OfferRulesRecord): OfferRulesView {
  const rows = settings.ladder.flatMap(({ overHours, holdHours, atOnce }, index) => {
    const nth = ROWS[index] ?? "";
    return [
      [`over_${nth}`, String(overHours)],
      [`hold_${nth}`, String(holdHours)],
      [`at_once_${nth}`, String(atOnce)],
    ] as const;
  });
  return {
    seen: markOfRules(settings),
    values: {
      ...Object.fromEntries(rows),
      quiet_from: settings.quietHours.from,
      quiet_to: settings.quietHours.to,
      undo_delay: String(settings.undoDelayMinutes),
      weekly_cap: String(settings.weeklyCap),
      minimum_notice: String(settings.minimumNoticeHours),
      list_first: settings.listFirst ? "yes" : "no",
      automatic: settings.automatic ? "yes" : "no",
    },
    services: services.map(({ id, title }) => {
      const automatic = settings.automaticByService[id];
      return { id, title, answer: automatic === undefined ? "follow" : automatic ? "yes" : "no" };
    }),
  };
}

export type OfferRulesView = {
  seen: string;
  values: Record<string, string>;
  services: { id: string; title: string; answer: (typeof SERVICE_ANSWERS)[number] }[];
};
