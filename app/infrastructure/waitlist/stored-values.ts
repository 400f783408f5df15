import { z } from "zod";
import type { Utm } from "#app/domain/visit.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";

const value = z.string().optional();
export const utmShape: ShapeOf<Utm> = z.object({
  utm_source: value,
  utm_medium: value,
  utm_campaign: value,
  utm_content: value,
  utm_term: value,
});

type UtmTable = "leads" | "waitlist_requests" | "deep_links" | "analytics_events";

/** The campaign parameters of a stored row. Throws `StoredShapeError`. */
export function storedUtm(stored: unknown, table: UtmTable, id: string): Utm {
  return readStored(utmShape, stored, { table, column: "utm", id });
}

/** A row with its campaign parameters parsed. Every read of a request or lead passes here or through `storedLead`. */
export const storedRequest = <Row extends { id: string; utm: unknown }>(row: Row): Row & { utm: Utm } => ({
  ...row,
  utm: storedUtm(row.utm, "waitlist_requests", row.id),
});

export const storedLead = <Row extends { id: string; utm: unknown }>(row: Row): Row & { utm: Utm } => ({
  ...row,
  utm: storedUtm(row.utm, "leads", row.id),
});
