import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { WaitlistRequestRepository } from "#app/application/ports/waitlist.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { lockFingerprints } from "#app/infrastructure/keys/contact-lock.ts";
import type { LinkMaker } from "#app/infrastructure/keys/private-links.ts";
import { rateLimits } from "#app/infrastructure/tables/upkeep.ts";
import { leadIdentities, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { changesOf, onRepeat, requestColumns } from "./request-fields.ts";
import { storedRequest } from "./stored-values.ts";

/** Requests of one contact in a day; later ones are answered and stored like any other, without a mail. */
const REQUESTS_PER_DAY = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What offers mark on a request; a repeat keeps it. */
export const NO_MARKS = { putFirstAt: null, putFirstReason: null, askedToWaitAt: null };

type RequestRow = Omit<WaitlistRequest, "utm"> & { utm: unknown };

export function waitlistRequestRepository(db: Db, cipher: ContactCipher, links: LinkMaker): WaitlistRequestRepository {
  const newLink = ({ id, linkVersion }: WaitlistRequest) => ({
    linkKid: links.writingKid,
    linkTokenHash: links.hash(links.token(id, linkVersion, links.writingKid)),
  });
  const valuesOf = (contacts: Contact[]) =>
    contacts.flatMap((each) => cipher.fingerprints(each).map(({ value }) => value));
  const one = ([row]: RequestRow[]): WaitlistRequest | null => (row ? storedRequest(row) : null);
  /** Locks the contact first, as every submit does, and then the row: no deadlock. Rows that refer to it may still be written. */
  const held = async (where: SQL) => {
    await db.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${waitlistRequests.contactFingerprint}, 0)) from ${waitlistRequests} where ${where}`,
    );
    return one(await db.select(requestColumns).from(waitlistRequests).where(where).for("no key update"));
  };

  const sealed = async (contact: Contact, id: string) => {
    const { value: contactFingerprint, kid: fingerprintKid } = cipher.fingerprint(contact);
    const encryptedContactValue = await cipher.encrypt(contact, { table: "waitlist_requests", id });
    return { encryptedContactValue, contactFingerprint, fingerprintKid };
  };

  const active = async (where: SQL | undefined) => {
    const { id, status, quarantinedAt, createdAt } = waitlistRequests;
    const rows = await db
      .select({ id })
      .from(waitlistRequests)
      .where(and(where, ne(status, "closed"), isNull(quarantinedAt)))
      .orderBy(asc(createdAt), asc(id));
    return rows.map((row) => row.id);
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
      const row = { ...request, ...(await sealed(contact, request.id)), ...newLink(request), ...NO_MARKS };
      await insertList(db, waitlistRequests, [row], onRepeat());
    },

    async update(request) {
      const { id, linkVersion } = request;
      const { linkKid, linkTokenHash } = newLink(request);
      // A link keeps its key as long as its version is unchanged.
      const stays = sql`${waitlistRequests.linkVersion} = ${linkVersion}`;
      await db
        .update(waitlistRequests)
        .set({
          ...changesOf(request),
          linkKid: sql`case when ${stays} then ${waitlistRequests.linkKid} else ${linkKid} end`,
          linkTokenHash: sql`case when ${stays} then ${waitlistRequests.linkTokenHash} else ${linkTokenHash} end`,
        })
        .where(eq(waitlistRequests.id, id));
    },

    async changeContact(id, contact) {
      const changed = { preferredContactMethod: contact.method, unreachableAt: null, ...(await sealed(contact, id)) };
      await db.update(waitlistRequests).set(changed).where(eq(waitlistRequests.id, id));
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

    activeWith: (contact) => active(inArray(waitlistRequests.contactFingerprint, valuesOf([contact]))),

    activeOrBeside(contact) {
      const { contactFingerprint, leadId, besideSince } = leadIdentities;
      const values = valuesOf([contact]);
      const beside = db
        .select({ leadId })
        .from(leadIdentities)
        .where(and(inArray(contactFingerprint, values), isNotNull(besideSince)));
      // An array, and not a join: each half uses an index of its own.
      const ofPerson = sql`${waitlistRequests.leadId} = any(array(${beside}))`;
      return active(or(inArray(waitlistRequests.contactFingerprint, values), ofPerson));
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
