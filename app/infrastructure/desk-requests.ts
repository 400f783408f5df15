import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DeskRepository, ListPlace, RequestFilter } from "#app/application/desk/ports.ts";
import type { Contact } from "#app/domain/contact.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { ContactCipher } from "./contact-cipher.ts";
import type { Db } from "./database.ts";
import { services, waitlistRequests } from "./schema.ts";
import { requestColumns } from "./waitlist-requests.ts";

type DeskRequests = Omit<DeskRepository, "timeline" | "consents" | "mails" | "lastActSince" | "lastActOn">;

export function deskRequests(db: Db, cipher: ContactCipher): DeskRequests {
  return {
    services: () =>
      db
        .select({ id: services.id, slug: services.slug, title: services.title })
        .from(services)
        .orderBy(asc(services.position), asc(services.title)),
    list: (filter, after, limit) => listQuery(db, filter, after, limit),

    async findByContact(contact) {
      const [row] = await contactQuery(db, cipher, contact);
      return row?.id ?? null;
    },

    requestsOfPerson: (request) => personQuery(db, request),

    async canReopen({ id, serviceId }) {
      const rival = alias(waitlistRequests, "rival");
      const [row] = await db
        .select({ rival: rival.id })
        .from(waitlistRequests)
        .leftJoin(
          rival,
          and(
            eq(rival.serviceId, serviceId),
            eq(rival.contactFingerprint, waitlistRequests.contactFingerprint),
            ne(rival.status, "closed"),
            isNull(rival.quarantinedAt),
            isNull(waitlistRequests.quarantinedAt),
          ),
        )
        .where(and(eq(waitlistRequests.id, id), isNotNull(waitlistRequests.encryptedContactValue)));
      return row !== undefined && row.rival === null;
    },
  };
}

/** By key and not by offset: a page costs the same wherever it is, and no request is skipped when one before it goes. */
export function listQuery(db: Db, filter: RequestFilter, after: ListPlace | null, limit: number) {
  const { answerBy, id, serviceId, preferredTimeWindow, preferredContactMethod } = waitlistRequests;
  const conditions: (SQL | undefined)[] = [
    eq(waitlistRequests.status, filter.status),
    filter.quarantined ? isNotNull(waitlistRequests.quarantinedAt) : isNull(waitlistRequests.quarantinedAt),
    filter.serviceId ? eq(serviceId, filter.serviceId) : undefined,
    filter.timeWindow ? eq(preferredTimeWindow, filter.timeWindow) : undefined,
    filter.contactMethod ? eq(preferredContactMethod, filter.contactMethod) : undefined,
    filter.overdueAt ? lt(answerBy, filter.overdueAt) : undefined,
    filter.unreachable ? isNotNull(waitlistRequests.unreachableAt) : undefined,
    filter.leaving ? isNotNull(waitlistRequests.leaveRequestedAt) : undefined,
    filter.paused ? isNotNull(waitlistRequests.pausedAt) : undefined,
    after ? sql`(${answerBy}, ${id}) > (${after.answerBy.toISOString()}::timestamptz, ${after.id}::uuid)` : undefined,
  ];
  return db
    .select({ request: requestColumns, serviceTitle: services.title })
    .from(waitlistRequests)
    .innerJoin(services, eq(services.id, serviceId))
    .where(and(...conditions))
    .orderBy(asc(answerBy), asc(id))
    .limit(limit);
}

export function contactQuery(db: Db, cipher: ContactCipher, contact: Contact) {
  const values = cipher.fingerprints(contact).map(({ value }) => value);
  const { id, contactFingerprint, status, quarantinedAt, createdAt } = waitlistRequests;
  return db
    .select({ id })
    .from(waitlistRequests)
    .where(inArray(contactFingerprint, values))
    .orderBy(sql`${status} = 'closed'`, sql`${quarantinedAt} is not null`, desc(createdAt))
    .limit(1);
}

export function personQuery(db: Db, { id, leadId }: WaitlistRequest) {
  const own = db.select({ value: waitlistRequests.contactFingerprint }).from(waitlistRequests);
  return db
    .select({
      request: requestColumns,
      serviceTitle: services.title,
      hasContact: sql<boolean>`${waitlistRequests.encryptedContactValue} is not null`,
    })
    .from(waitlistRequests)
    .innerJoin(services, eq(services.id, waitlistRequests.serviceId))
    .where(
      or(
        eq(waitlistRequests.id, id),
        leadId ? eq(waitlistRequests.leadId, leadId) : undefined,
        sql`${waitlistRequests.contactFingerprint} = (${own.where(eq(waitlistRequests.id, id))})`,
      ),
    )
    .orderBy(desc(waitlistRequests.createdAt), desc(waitlistRequests.id));
}
