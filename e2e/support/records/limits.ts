import { like } from "drizzle-orm";
import { rateLimits } from "#app/infrastructure/tables/upkeep.ts";
import type { Stored } from "./stored.ts";

/** What is counted: sent forms of an address, presses of a chat, wrong passwords of an account, of a browser. */
type Counted = "address" | "chat_day" | "account" | "device";

const counts = (what: Counted) => like(rateLimits.key, `${what.replace("_", "\\_")}%`);

export const limitsOf = ({ db }: Stored, what: Counted) => db.select().from(rateLimits).where(counts(what));

/** As if another process had counted on. */
export const countedUpTo = ({ db }: Stored, what: Counted, points: number) =>
  db.update(rateLimits).set({ points }).where(counts(what));

/** As if the time of the counts were over. */
export const endLimits = ({ db }: Stored, what: Counted) =>
  db.update(rateLimits).set({ expire: 0 }).where(counts(what));

/** Forgets all counts, or one kind. */
export const clearLimits = ({ db }: Stored, what?: Counted) => db.delete(rateLimits).where(what && counts(what));
