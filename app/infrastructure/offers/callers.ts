import { and, asc, eq, gt, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { CallerRepository } from "#app/application/ports/callers.ts";
import type { Caller } from "#app/domain/offers/callers/caller.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import type { LinkMaker } from "#app/infrastructure/keys/private-links.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { bookings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** The link of a caller has one version: it ends with the caller. */
const VERSION = 1;
export const callerTokenOf = (links: LinkMaker, id: string, kid: string) => links.token(`consent/${id}`, VERSION, kid);

const callerColumns = {
  id: callers.id,
  serviceId: callers.serviceId,
  method: callers.method,
  createdAt: callers.createdAt,
  askedUntil: callers.askedUntil,
  mailedAt: callers.mailedAt,
  mailFailedAt: callers.mailFailedAt,
  requestId: callers.requestId,
};
const { id: slotId, serviceId, otherServiceIds, startsAt, endsAt, status } = availabilitySlots;
const keptHour = and(eq(bookings.callerId, callers.id), eq(bookings.state, "consent"));

export function callerRepository(db: Db, cipher: ContactCipher, links: LinkMaker): CallerRepository {
  const one = async (where: SQL): Promise<Caller | null> => {
    const [row] = await db.select(callerColumns).from(callers).where(where);
    return row ?? null;
  };
  return {
    async add(caller, contact) {
      const { id } = caller;
      const fingerprint = cipher.fingerprint(contact);
      const linkKid = links.writingKid;
      await db.insert(callers).values({
        ...caller,
        method: contact.method,
        encryptedContactValue: await cipher.encrypt(contact, { table: "callers", id }),
        contactFingerprint: fingerprint.value,
        fingerprintKid: fingerprint.kid,
        linkKid,
        linkTokenHash: links.hash(callerTokenOf(links, id, linkKid)),
      });
    },
    find: (id) => one(eq(callers.id, id)),
    async hold(id) {
      await db.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${callers.contactFingerprint}, 0)) from ${callers} where ${callers.id} = ${id}`,
      );
      const [row] = await db.select(callerColumns).from(callers).where(eq(callers.id, id)).for("no key update");
      return row ?? null;
    },
    findByTokenHash: (tokenHash) => one(eq(callers.linkTokenHash, tokenHash)),
    waitingWith(contact) {
      const values = cipher.fingerprints(contact).map(({ value }) => value);
      return db
        .select({ ...callerColumns, slotId: bookings.slotId })
        .from(callers)
        .leftJoin(bookings, keptHour)
        .where(and(inArray(callers.contactFingerprint, values), isNull(callers.requestId)))
        .orderBy(asc(callers.createdAt), asc(callers.id));
    },
    alike(requestId) {
      const { id, contactFingerprint: value } = waitlistRequests;
      const same = db.select({ value }).from(waitlistRequests).where(eq(id, requestId));
      return db.select(callerColumns).from(callers).where(inArray(callers.contactFingerprint, same));
    },
    async contactOf(id) {
      const { method, encryptedContactValue: jwe } = callers;
      const [row] = await db.select({ method, jwe }).from(callers).where(eq(callers.id, id));
      return row?.jwe ? cipher.decrypt(row.jwe, row.method, { table: "callers", id }) : null;
    },
    async linkTokenOf(id) {
      const [row] = await db.select({ kid: callers.linkKid }).from(callers).where(eq(callers.id, id));
      return row ? callerTokenOf(links, id, row.kid) : null;
    },
    async awaited(now, limit) {
      return db
        .select({ ...callerColumns, slot: { id: slotId, serviceId, otherServiceIds, startsAt, endsAt, status } })
        .from(callers)
        .leftJoin(bookings, keptHour)
        .leftJoin(availabilitySlots, eq(slotId, bookings.slotId))
        .where(and(isNull(callers.requestId), gt(callers.askedUntil, now)))
        .orderBy(asc(callers.askedUntil), asc(callers.id))
        .limit(limit);
    },
    async markMail(id, mail, at) {
      await db
        .update(callers)
        .set(mail === "mailedAt" ? { mailedAt: at } : { mailFailedAt: at })
        .where(eq(callers.id, id));
    },
    async moveTo(id, requestId) {
      const gone = { encryptedContactValue: null, contactFingerprint: null, fingerprintKid: null };
      await db
        .update(callers)
        .set({ ...gone, requestId })
        .where(eq(callers.id, id));
    },
    async remove(id) {
      const removed = await db.delete(callers).where(eq(callers.id, id)).returning({ id: callers.id });
      return removed.length > 0;
    },
    async over(before, limit) {
      const rows = await db
        .select({ id: callers.id })
        .from(callers)
        .where(lte(callers.askedUntil, before))
        .orderBy(asc(callers.askedUntil))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}
