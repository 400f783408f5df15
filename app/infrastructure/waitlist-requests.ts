import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { PrivateLinks, WaitlistRequestRepository } from "#app/application/ports.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { ContactCipher } from "./contact-cipher.ts";
import type { Db } from "./database.ts";
import { insertList } from "./insert-list.ts";
import { waitlistRequests } from "./schema.ts";

const columns = {
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
  closedAt: waitlistRequests.closedAt,
  quarantinedAt: waitlistRequests.quarantinedAt,
  linkVersion: waitlistRequests.linkVersion,
};

export function waitlistRequestRepository(
  db: Db,
  cipher: ContactCipher,
  links: PrivateLinks,
): WaitlistRequestRepository {
  const hashOf = (request: WaitlistRequest) => links.hash(links.token(request.id, request.linkVersion));
  const one = (rows: WaitlistRequest[]) => rows[0] ?? null;

  return {
    async lockContact(contact) {
      // In a fixed order, so that two writers under two living keys never wait for each other in a ring.
      const locks = cipher
        .fingerprints(contact)
        .map(({ value }) => value)
        .sort();
      await db.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from jsonb_array_elements_text(${JSON.stringify(locks)}::jsonb) as locks(key)`,
      );
    },

    async findActive(serviceId, contact) {
      const values = cipher.fingerprints(contact).map(({ value }) => value);
      return one(
        await db
          .select(columns)
          .from(waitlistRequests)
          .where(
            and(
              eq(waitlistRequests.serviceId, serviceId),
              inArray(waitlistRequests.contactFingerprint, values),
              ne(waitlistRequests.status, "closed"),
              isNull(waitlistRequests.quarantinedAt),
            ),
          ),
      );
    },

    async save(request, contact) {
      const fingerprint = cipher.fingerprint(contact);
      const row = {
        ...request,
        encryptedContactValue: await cipher.encrypt(contact, { table: "waitlist_requests", id: request.id }),
        contactFingerprint: fingerprint.value,
        fingerprintKid: fingerprint.kid,
        contactedAt: null,
        pausedAt: null,
        unreachableAt: null,
        leaveRequestedAt: null,
        renewalAskedAt: null,
        linkTokenHash: hashOf(request),
      };
      await insertList(
        db,
        waitlistRequests,
        [row],
        sql`on conflict (id) do update set preferred_time_window = excluded.preferred_time_window, updated_at = excluded.updated_at, expires_at = excluded.expires_at, renewal_asked_at = null`,
      );
    },

    async update(request) {
      const { id, status, closedReason, closedAt, updatedAt, expiresAt, preferredTimeWindow, linkVersion } = request;
      await db
        .update(waitlistRequests)
        .set({
          status,
          closedReason,
          closedAt,
          updatedAt,
          expiresAt,
          preferredTimeWindow,
          linkVersion,
          linkTokenHash: hashOf(request),
        })
        .where(eq(waitlistRequests.id, id));
    },

    async find(id) {
      return one(await db.select(columns).from(waitlistRequests).where(eq(waitlistRequests.id, id)));
    },

    async findByTokenHash(tokenHash) {
      return one(
        await db
          .select(columns)
          .from(waitlistRequests)
          .where(eq(waitlistRequests.linkTokenHash, tokenHash))
          .for("update"),
      );
    },

    async contactOf(id) {
      const [row] = await db
        .select({ method: waitlistRequests.preferredContactMethod, jwe: waitlistRequests.encryptedContactValue })
        .from(waitlistRequests)
        .where(eq(waitlistRequests.id, id));
      return row?.jwe ? cipher.decrypt(row.jwe, row.method, { table: "waitlist_requests", id }) : null;
    },
  };
}
