import { eq } from "drizzle-orm";
import type { ConsentType } from "#app/domain/consent.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { erasures } from "#app/infrastructure/tables/upkeep.ts";
import { consents, leadIdentities, leads, leadTimelineEvents } from "#app/infrastructure/tables/waitlist.ts";
import { one, type Stored } from "./stored.ts";

/** Everybody who called and was asked for consent. */
export const callersOf = ({ db }: Stored) => db.select().from(callers);

/** Throws where a suspect request has no lead yet. */
export const leadOf = async ({ db }: Stored, { leadId }: { leadId: string | null }) =>
  one(
    await db
      .select()
      .from(leads)
      .where(eq(leads.id, leadId ?? "")),
    "a lead",
  );

export const identityOf = async ({ db }: Stored, { leadId }: { leadId: string | null }) =>
  one(
    await db
      .select()
      .from(leadIdentities)
      .where(eq(leadIdentities.leadId, leadId ?? "")),
    "an identity",
  );

/** What happened with a request, the first first. */
export const timelineOf = ({ db }: Stored, requestId: string) =>
  db
    .select()
    .from(leadTimelineEvents)
    .where(eq(leadTimelineEvents.waitlistRequestId, requestId))
    .orderBy(leadTimelineEvents.occurredAt, leadTimelineEvents.id);

/** What happened with a person, the first first. */
export const timelineOfLead = ({ db }: Stored, { leadId }: { leadId: string | null }) =>
  db
    .select()
    .from(leadTimelineEvents)
    .where(eq(leadTimelineEvents.leadId, leadId ?? ""))
    .orderBy(leadTimelineEvents.occurredAt, leadTimelineEvents.id);

/** The consents of a request: to personal data, then to communications. */
export const consentsOf = ({ db }: Stored, requestId: string) =>
  db.select().from(consents).where(eq(consents.waitlistRequestId, requestId)).orderBy(consents.type);

/** As if the text of a consent had been changed after it was given. */
export const breakConsents = ({ db }: Stored, type: ConsentType) =>
  db
    .update(consents)
    .set({ documentSha256: "0".repeat(64) })
    .where(eq(consents.type, type));

/** What the erasures of a request destroyed, the first first. */
export const erasuresOf = ({ db }: Stored, requestId: string) =>
  db.select().from(erasures).where(eq(erasures.waitlistRequestId, requestId)).orderBy(erasures.id);
