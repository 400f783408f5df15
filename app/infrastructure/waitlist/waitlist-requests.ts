import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { WaitlistRequestRepository } from "#app/application/ports/waitlist.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { lockFingerprints } from "#app/infrastructure/keys/contact-lock.ts";
import type { LinkMaker } from "#app/infrastructure/keys/private-links.ts";
import { rateLimits } from "#app/infrastructure/tables/upkeep.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** Requests of one contact in a day; later ones are answered and stored like any other, without a mail. */
const REQUESTS_PER_DAY = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

export const requestColumns = {
  id: waitlistRequests.id,
  serviceId: waitlistRequests.serviceId,
  leadId: waitlistRequests.leadId,
  preferredContactMethod: waitlistRequests.preferredContactMethod,
  preferredTimeWindow: waitlistRequests.preferredTimeWindow,
  status: waitlistRequests.status,
  closedReason: waitlistRequests.closedReason,
  source: waitlistRequests.source,
  utm: waitlistRequests.utm,
  createdAt: waitlistRequests.createdAt,
  updatedAt: waitlistRequests.updatedAt,
  expiresAt: waitlistRequests.expiresAt,
  answerBy: waitlistRequests.answerBy,
  contactedAt: waitlistRequests.contactedAt,
  closedAt: waitlistRequests.closedAt,
  pausedAt: waitlistRequests.pausedAt,
  quarantinedAt: waitlistRequests.quarantinedAt,
  unreachableAt: waitlistRequests.unreachableAt,
  leaveRequestedAt: waitlistRequests.leaveRequestedAt,
  renewalAskedAt: waitlistRequests.renewalAskedAt,
  repeatedAt: waitlistRequests.repeatedAt,
  windowBeforeRepeat: waitlistRequests.windowBeforeRepeat,
  linkVersion: waitlistRequests.linkVersion,
};

export function waitlistRequestRepository(db: Db, cipher: ContactCipher, links: LinkMaker): WaitlistRequestRepository {
  const newLink = ({ id, linkVersion }: WaitlistRequest) => ({
    linkKid: links.writingKid,
    linkTokenHash: links.hash(links.token(id, linkVersion, links.writingKid)),
  });
  const valuesOf = (contacts: Contact[]) =>
    contacts.flatMap((each) => cipher.fingerprints(each).map(({ value }) => value));
  const one = (rows: WaitlistRequest[]) => rows[0] ?? null;
  /** First the contact, as whoever submits does, and then the row as it is by then: nobody waits in a ring. */
  const held = async (where: SQL) => {
    await db.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${waitlistRequests.contactFingerprint}, 0)) from ${waitlistRequests} where ${where}`,
    );
    return one(await db.select(requestColumns).from(waitlistRequests).where(where).for("update"));
  };

  return {
    async lockContact(contact) {
      await lockFingerprints(db, cipher.fingerprints(contact));
    },

    async findActive(serviceId, contacts) {
      const values = valuesOf(contacts);
      return one(
        await db
          .select(requestColumns)
          .from(waitlistRequests)
          .where(
            and(
              eq(waitlistRequests.serviceId, serviceId),
              inArray(waitlistRequests.contactFingerprint, values),
              ne(waitlistRequests.status, "closed"),
              isNull(waitlistRequests.quarantinedAt),
            ),
          )
          .orderBy(asc(waitlistRequests.createdAt)),
      );
    },

    async save(request, contact) {
      const fingerprint = cipher.fingerprint(contact);
      const row = {
        ...request,
        encryptedContactValue: await cipher.encrypt(contact, { table: "waitlist_requests", id: request.id }),
        contactFingerprint: fingerprint.value,
        fingerprintKid: fingerprint.kid,
        ...newLink(request),
      };
      await insertList(
        db,
        waitlistRequests,
        [row],
        sql`on conflict (id) do update set status = excluded.status, answer_by = excluded.answer_by, contacted_at = excluded.contacted_at, preferred_time_window = excluded.preferred_time_window, updated_at = excluded.updated_at, expires_at = excluded.expires_at, paused_at = excluded.paused_at, leave_requested_at = excluded.leave_requested_at, renewal_asked_at = excluded.renewal_asked_at, repeated_at = excluded.repeated_at, window_before_repeat = excluded.window_before_repeat`,
      );
    },

    async update(request) {
      const { id, status, closedReason, closedAt, updatedAt, expiresAt, preferredTimeWindow, linkVersion } = request;
      const { leadId, contactedAt, pausedAt, quarantinedAt, leaveRequestedAt, renewalAskedAt } = request;
      const { linkKid, linkTokenHash } = newLink(request);
      // A link keeps its key as long as its version is unchanged.
      const stays = sql`${waitlistRequests.linkVersion} = ${linkVersion}`;
      const { repeatedAt, windowBeforeRepeat } = request;
      await db
        .update(waitlistRequests)
        .set({
          leadId,
          status,
          closedReason,
          contactedAt,
          closedAt,
          updatedAt,
          expiresAt,
          preferredTimeWindow,
          pausedAt,
          quarantinedAt,
          leaveRequestedAt,
          renewalAskedAt,
          repeatedAt,
          windowBeforeRepeat,
          linkVersion,
          linkKid: sql`case when ${stays} then ${waitlistRequests.linkKid} else ${linkKid} end`,
          linkTokenHash: sql`case when ${stays} then ${waitlistRequests.linkTokenHash} else ${linkTokenHash} end`,
        })
        .where(eq(waitlistRequests.id, id));
    },

    async find(id) {
      return one(await db.select(requestColumns).from(waitlistRequests).where(eq(waitlistRequests.id, id)));
    },

    findByTokenHash: (tokenHash) => held(eq(waitlistRequests.linkTokenHash, tokenHash)),
    hold: (id) => held(eq(waitlistRequests.id, id)),

    async linkTokenOf(id) {
      const { linkVersion, linkKid } = waitlistRequests;
      const [row] = await db.select({ linkVersion, linkKid }).from(waitlistRequests).where(eq(waitlistRequests.id, id));
      return row?.linkKid ? links.token(id, row.linkVersion, row.linkKid) : null;
    },

    async activeWith(contact) {
      const values = cipher.fingerprints(contact).map(({ value }) => value);
      const rows = await db
        .select({ id: waitlistRequests.id })
        .from(waitlistRequests)
        .where(
          and(
            inArray(waitlistRequests.contactFingerprint, values),
            ne(waitlistRequests.status, "closed"),
            isNull(waitlistRequests.quarantinedAt),
          ),
        )
        .orderBy(asc(waitlistRequests.createdAt), asc(waitlistRequests.id));
      return rows.map(({ id }) => id);
    },

    async holding(contacts) {
      const rows = await db
        .select({ id: waitlistRequests.id })
        .from(waitlistRequests)
        .where(inArray(waitlistRequests.contactFingerprint, valuesOf(contacts)))
        .orderBy(asc(waitlistRequests.createdAt));
      return rows.map(({ id }) => id);
    },

    async contactOf(id) {
      const [row] = await db
        .select({ method: waitlistRequests.preferredContactMethod, jwe: waitlistRequests.encryptedContactValue })
        .from(waitlistRequests)
        .where(eq(waitlistRequests.id, id));
      return row?.jwe ? cipher.decrypt(row.jwe, row.method, { table: "waitlist_requests", id }) : null;
    },

    async markUnreachable(id, at) {
      const contact = db
        .select({ fingerprint: waitlistRequests.contactFingerprint })
        .from(waitlistRequests)
        .where(eq(waitlistRequests.id, id));
      await db
        .update(waitlistRequests)
        .set({ unreachableAt: at })
        .where(and(inArray(waitlistRequests.contactFingerprint, contact), isNull(waitlistRequests.unreachableAt)));
    },

    async markReachable(contacts, unreachableAt) {
      await db
        .update(waitlistRequests)
        .set({ unreachableAt })
        .where(
          and(
            inArray(waitlistRequests.contactFingerprint, valuesOf(contacts)),
            unreachableAt ? isNull(waitlistRequests.unreachableAt) : isNotNull(waitlistRequests.unreachableAt),
          ),
        );
    },

    async withinDailyLimit(contact, suspect, now) {
      const { value } = cipher.fingerprint(contact);
      const key = createHash("sha256")
        .update(`${suspect ? "suspect" : "person"}|${value}`)
        .digest("base64url");
      const [expire, expired] = [now.getTime() + DAY_MS, sql`${rateLimits.expire} <= ${now.getTime()}`];
      const [counted] = await db
        .insert(rateLimits)
        .values({ key: `contact:${key}`, points: 1, expire })
        .onConflictDoUpdate({
          target: rateLimits.key,
          set: {
            points: sql`case when ${expired} then 1 else ${rateLimits.points} + 1 end`,
            expire: sql`case when ${expired} then ${expire} else ${rateLimits.expire} end`,
          },
        })
        .returning({ points: rateLimits.points });
      return counted !== undefined && counted.points <= REQUESTS_PER_DAY;
    },
  };
}
