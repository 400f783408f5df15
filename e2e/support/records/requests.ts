import { eq, isNotNull } from "drizzle-orm";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { one, type Stored } from "./stored.ts";

export type StoredRequest = typeof waitlistRequests.$inferSelect;

/** The requests for a service, the first first. */
export const requestsOf = ({ db }: Stored, serviceId: string) =>
  db
    .select()
    .from(waitlistRequests)
    .where(eq(waitlistRequests.serviceId, serviceId))
    .orderBy(waitlistRequests.createdAt, waitlistRequests.id);

/** The first request for a service. Throws without one. */
export const requestOf = async (stored: Stored, serviceId: string) =>
  one(await requestsOf(stored, serviceId), "a request for the service");

export const requestById = async ({ db }: Stored, id: string) =>
  one(await db.select().from(waitlistRequests).where(eq(waitlistRequests.id, id)), "a request");

/** All requests, the first first. */
export const allRequests = ({ db }: Stored) => db.select().from(waitlistRequests).orderBy(waitlistRequests.id);

/** The ids of the requests whose people asked an operator to take them off the list. */
export async function leavingRequests({ db }: Stored) {
  const rows = await db
    .select({ id: waitlistRequests.id })
    .from(waitlistRequests)
    .where(isNotNull(waitlistRequests.leaveRequestedAt));
  return rows.map(({ id }) => id);
}

/** Changes a request behind the app's back. */
export const changeRequest = ({ db }: Stored, id: string, change: Partial<StoredRequest>) =>
  db.update(waitlistRequests).set(change).where(eq(waitlistRequests.id, id));

export const quarantine = (stored: Stored, id: string) => changeRequest(stored, id, { quarantinedAt: new Date() });

/** Adds so many requests like the first one for a service, each promised an answer a minute after the last. */
export async function addCrowd(stored: Stored, serviceId: string, size: number) {
  const first = await requestOf(stored, serviceId);
  await stored.db.insert(waitlistRequests).values(
    Array.from({ length: size }, (_, n) => ({
      ...first,
      id: crypto.randomUUID(),
      linkTokenHash: `${first.id}-${n}`,
      contactFingerprint: `${first.id}-${n}`,
      answerBy: new Date(first.answerBy.getTime() + (n + 1) * 60_000),
    })),
  );
}
