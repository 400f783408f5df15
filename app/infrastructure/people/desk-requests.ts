import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DeskRepository, ListedRequest, ListPlace, RequestFilter } from "#app/application/ports/people.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { RequestStatus, WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { consents, leadIdentities, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { requestColumns } from "#app/infrastructure/waitlist/request-fields.ts";
import { storedRequest } from "#app/infrastructure/waitlist/stored-values.ts";
import { unseenAnswers } from "./answers.ts";

type DeskRequests = Omit<
  DeskRepository,
  | "timeline"
  | "latestNotes"
  | "latestAnswers"
  | "contactCorrectedAt"
  | "consents"
  | "lastActSince"
  | "lastActOn"
  | "lastActOnSettings"
>;

export function deskRequests(db: Db, cipher: ContactCipher): DeskRequests {
  return {
    services: () =>
      db
        .select({ id: services.id, slug: services.slug, title: services.title })
        .from(services)
        .orderBy(asc(services.position), asc(services.title)),

    async list({ statuses, ...filter }, after, limit) {
      const found: ListedRequest[] = [];
      for (const status of statuses) {
        const rows = await listQuery(db, { ...filter, status }, after, limit);
        found.push(...rows.map((row) => ({ ...row, request: storedRequest(row.request) })));
      }
      return found.sort(byPlace).slice(0, limit);
    },

    async count({ statuses, ...filter }, countUpTo) {
      let found = 0;
      for (const status of statuses) {
        found += await db.$count(listQuery(db, { ...filter, status }, null, countUpTo - found).as("counted"));
      }
      return found;
    },

    async findByContact(contact) {
      const [row] = await contactQuery(db, cipher, contact);
      if (row) return row.id;
      const [known] = await knownContactQuery(db, cipher, contact);
      return known?.id ?? null;
    },

    async requestsOfPerson(request) {
      const rows = await personQuery(db, request);
      return rows.map((row) => ({ ...row, request: storedRequest(row.request) }));
    },

    async unansweredOf(ids) {
      const { id, createdAt, status, quarantinedAt } = waitlistRequests;
      if (ids.length === 0) return [];
      // One parameter, however many ids there are.
      const named = sql`${id} in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
      return db
        .select({ id, createdAt })
        .from(waitlistRequests)
        .where(and(named, eq(status, "new"), isNull(quarantinedAt)))
        .orderBy(asc(createdAt), asc(id));
    },

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
        .innerJoin(
          consents,
          and(
            eq(consents.waitlistRequestId, waitlistRequests.id),
            eq(consents.type, "communications"),
            isNull(consents.withdrawnAt),
          ),
        )
        .where(and(eq(waitlistRequests.id, id), isNotNull(waitlistRequests.encryptedContactValue)));
      return row !== undefined && row.rival === null;
    },
  };
}

const byPlace = ({ request: one }: ListedRequest, { request: other }: ListedRequest) =>
  one.answerBy.getTime() - other.answerBy.getTime() || (one.id < other.id ? -1 : 1);

/** One status at a time: each has its part of every index, in the order of the list. */
type StatusFilter = Omit<RequestFilter, "statuses"> & { status: RequestStatus };

/** By key and not by offset: every page costs the same, and a removed request shifts no others. */
function listQuery(db: Db, filter: StatusFilter, after: ListPlace | null, limit: number) {
  const { answerBy, id, serviceId, preferredTimeWindow, preferredContactMethod } = waitlistRequests;
  const conditions: (SQL | undefined)[] = [
    eq(waitlistRequests.status, filter.status),
    filter.quarantined ? isNotNull(waitlistRequests.quarantinedAt) : isNull(waitlistRequests.quarantinedAt),
    filter.serviceId ? eq(serviceId, filter.serviceId) : undefined,
    filter.timeWindow ? eq(preferredTimeWindow, filter.timeWindow) : undefined,
    filter.contactMethod ? eq(preferredContactMethod, filter.contactMethod) : undefined,
    filter.overdueAt ? and(lt(answerBy, filter.overdueAt), isNull(waitlistRequests.pausedAt)) : undefined,
    filter.answered ? inArray(id, answeredIds(db)) : undefined,
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

function answeredIds(db: Db) {
  const answers = unseenAnswers(db).as("answers");
  return db.select({ id: answers.requestId }).from(answers);
}

function contactQuery(db: Db, cipher: ContactCipher, contact: Contact) {
  const values = cipher.fingerprints(contact).map(({ value }) => value);
  const { id, contactFingerprint, status, quarantinedAt, createdAt } = waitlistRequests;
  return db
    .select({ id })
    .from(waitlistRequests)
    .where(inArray(contactFingerprint, values))
    .orderBy(sql`${status} = 'closed'`, sql`${quarantinedAt} is not null`, desc(createdAt))
    .limit(1);
}

/** By another contact of theirs: one that is kept beside, or that a request had before. */
function knownContactQuery(db: Db, cipher: ContactCipher, contact: Contact) {
  const values = cipher.fingerprints(contact).map(({ value }) => value);
  const { id, leadId, status, createdAt } = waitlistRequests;
  return db
    .select({ id })
    .from(waitlistRequests)
    .innerJoin(leadIdentities, eq(leadIdentities.leadId, leadId))
    .where(inArray(leadIdentities.contactFingerprint, values))
    .orderBy(sql`${status} = 'closed'`, desc(createdAt))
    .limit(1);
}

function personQuery(db: Db, { id, leadId }: WaitlistRequest) {
  const own = db.select({ value: waitlistRequests.contactFingerprint }).from(waitlistRequests);
  return db
    .select({
      request: requestColumns,
      serviceTitle: services.title,
      serviceSlug: services.slug,
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
