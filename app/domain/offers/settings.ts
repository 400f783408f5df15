import type { LadderRow, OfferSettings } from "./types.ts";

export const HOUR_MS = 60 * 60 * 1000;
export const MINUTE_MS = 60 * 1000;

export const DEFAULT_OFFER_SETTINGS: OfferSettings = {
  ladder: [
    { overHours: 7 * 24, atOnce: 1, holdHours: 24, by: "message" },
    { overHours: 72, atOnce: 1, holdHours: 6, by: "message" },
    { overHours: 24, atOnce: 3, holdHours: 2, by: "message" },
    { overHours: 0, atOnce: 3, holdHours: 2, by: "call" },
  ],
  quietHours: { from: "21:00", to: "09:00" },
  undoDelayMinutes: 10,
  weeklyCap: 3,
  minimumNoticeHours: 3,
  automatic: false,
  automaticByService: {},
  listFirst: true,
};

/** Whether fillings of such a slot begin by themselves. A slot without a service follows the practice. */
export function isAutomatic(settings: OfferSettings, serviceId: string | null): boolean {
  return (serviceId === null ? undefined : settings.automaticByService[serviceId]) ?? settings.automatic;
}

/** The row of the ladder for an hour with this start. `null`: it has started, or no row is so near. */
export function rowAt(settings: OfferSettings, startsAt: Date, now: Date): LadderRow | null {
  const hours = (startsAt.getTime() - now.getTime()) / HOUR_MS;
  return settings.ladder.find(({ overHours }) => hours > overHours) ?? null;
}

/** From this instant on the operator calls and no message is sent; the start itself if the ladder has no calls. */
export function messagesEnd(settings: OfferSettings, startsAt: Date): Date {
  const nearest = settings.ladder.findLast(({ by }) => by === "message");
  return new Date(startsAt.getTime() - (nearest?.overHours ?? 0) * HOUR_MS);
}

/** How far an hour is from its start, as events record it. */
export const STARTS_IN = ["over_7d", "3_7d", "1_3d", "under_1d"] as const;
export type StartsIn = (typeof STARTS_IN)[number];

export function startsIn(startsAt: Date, now: Date): StartsIn {
  const hours = (startsAt.getTime() - now.getTime()) / HOUR_MS;
  if (hours > 168) return "over_7d";
  if (hours > 72) return "3_7d";
  return hours > 24 ? "1_3d" : "under_1d";
}
