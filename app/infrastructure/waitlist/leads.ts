import { and, eq, inArray, isNotNull, ne, not, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { LeadRepository } from "#app/application/ports/waitlist.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { chatNames, chats } from "#app/infrastructure/tables/chat.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { leadIdentities, leads, leadTimelineEvents, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { storedLead } from "./stored-values.ts";

const isBeside = (leadId: string) =>
  and(
    eq(leadIdentities.leadId, leadId),
    isNotNull(leadIdentities.besideSince),
    isNotNull(leadIdentities.encryptedContactValue),
  );

/** An open request of the person with the identity's contact. */
const holding = (db: Db) =>
  db
    .select({ one: sql`1` })
    .from(waitlistRequests)
    .where(
      and(
        eq(waitlistRequests.leadId, leadIdentities.leadId),
        ne(waitlistRequests.status, "closed"),
        eq(waitlistRequests.contactFingerprint, leadIdentities.contactFingerprint),
      ),
    );

export function leadRepository(db: Db, cipher: ContactCipher): LeadRepository {
  return {
    async findByContacts(contacts) {
      const values = contacts.flatMap((contact) => cipher.fingerprints(contact).map(({ value }) => value));
      const [row] = await db
        .select({
          id: leads.id,
          status: leads.status,
          source: leads.source,
          utm: leads.utm,
          createdAt: leads.createdAt,
          updatedAt: leads.updatedAt,
        })
        .from(leads)
        .innerJoin(leadIdentities, eq(leadIdentities.leadId, leads.id))
        .where(inArray(leadIdentities.contactFingerprint, values))
        .orderBy(
          sql`array_position(array[${sql.join(
            values.map((value) => sql`${value}`),
            sql`, `,
          )}], ${leadIdentities.contactFingerprint})`,
        );
      return row ? storedLead(row) : null;
    },

    async confirmBooked(leadId, at) {
      await db.update(leads).set({ status: "booked_confirmed", updatedAt: at }).where(eq(leads.id, leadId));
    },

    async adopt(leadId, contact) {
      const values = cipher.fingerprints(contact).map(({ value }) => value);
      const further = alias(leadIdentities, "further");
      const [other] = await db
        .select({ id: leadIdentities.leadId })
        .from(leadIdentities)
        .where(
          and(
            inArray(leadIdentities.contactFingerprint, values),
            ne(leadIdentities.leadId, leadId),
            notExists(
              db
                .select({ one: sql`1` })
                .from(further)
                .where(and(eq(further.leadId, leadIdentities.leadId), ne(further.id, leadIdentities.id))),
            ),
          ),
        );
      if (!other) return;
      await db.update(leadIdentities).set({ leadId, besideSince: null }).where(eq(leadIdentities.leadId, other.id));
      await db.update(waitlistRequests).set({ leadId }).where(eq(waitlistRequests.leadId, other.id));
      await db.update(leadTimelineEvents).set({ leadId }).where(eq(leadTimelineEvents.leadId, other.id));
      await db.update(analyticsEvents).set({ leadId }).where(eq(analyticsEvents.leadId, other.id));
      await db.delete(leads).where(eq(leads.id, other.id));
    },

    async isKnownBy({ id }) {
      const { leadId, contactFingerprint } = waitlistRequests;
      const same = and(eq(leadIdentities.leadId, leadId), eq(leadIdentities.contactFingerprint, contactFingerprint));
      const rows = await db
        .select({ id: leadIdentities.id })
        .from(waitlistRequests)
        .innerJoin(leadIdentities, same)
        .where(eq(waitlistRequests.id, id));
      return rows.length > 0;
    },

    async besideOf(leadId) {
      const { id, method, encryptedContactValue: jwe } = leadIdentities;
      const [row] = await db.select({ id, method, jwe }).from(leadIdentities).where(isBeside(leadId));
      return row?.jwe ? cipher.decrypt(row.jwe, row.method, { table: "lead_identities", id: row.id }) : null;
    },

    async besideNamed(leadId) {
      const { method, besideSince } = leadIdentities;
      const [row] = await db.select({ method, since: besideSince }).from(leadIdentities).where(isBeside(leadId));
      return row?.since ? { method: row.method, since: row.since } : null;
    },

    async hold(leadId) {
      await db.select({ id: leads.id }).from(leads).where(eq(leads.id, leadId)).for("no key update");
    },

    async release(leadId, contact) {
      const values = cipher.fingerprints(contact).map(({ value }) => value);
      const own = eq(leadIdentities.leadId, leadId);
      await db
        .delete(leadIdentities)
        .where(and(own, inArray(leadIdentities.contactFingerprint, values), notExists(holding(db))));
    },

    async forgetChat(chatId) {
      const numbers = db.select({ value: chats.contactFingerprint }).from(chats).where(eq(chats.id, chatId));
      const names = db
        .select({ value: chatNames.contactFingerprint })
        .from(chatNames)
        .where(eq(chatNames.chatId, chatId));
      const open = db
        .select({ one: sql`1` })
        .from(waitlistRequests)
        .where(
          and(
            eq(waitlistRequests.contactFingerprint, leadIdentities.contactFingerprint),
            ne(waitlistRequests.status, "closed"),
          ),
        );
      await db
        .update(leadIdentities)
        .set({ encryptedContactValue: null, contactFingerprint: null, fingerprintKid: null, besideSince: null })
        .where(and(inArray(leadIdentities.contactFingerprint, numbers.union(names)), notExists(open)));
    },

    async keepBeside(leadId, beside) {
      const values = beside ? cipher.fingerprints(beside.contact).map(({ value }) => value) : [];
      const own = eq(leadIdentities.leadId, leadId);
      const named = inArray(leadIdentities.contactFingerprint, values);
      await db.delete(leadIdentities).where(and(isBeside(leadId), not(named), notExists(holding(db))));
      await db.update(leadIdentities).set({ besideSince: null }).where(own);
      if (beside === null) return;
      await db.update(leadIdentities).set({ besideSince: beside.since }).where(and(own, named));
    },

    async save(list) {
      await insertList(
        db,
        leads,
        list,
        sql`on conflict (id) do update set status = excluded.status, updated_at = excluded.updated_at`,
      );
    },

    async addIdentities(identities) {
      const rows = await Promise.all(
        identities.map(async ({ id, leadId, contact, createdAt }) => {
          const fingerprint = cipher.fingerprint(contact);
          return {
            id,
            leadId,
            method: contact.method,
            encryptedContactValue: await cipher.encrypt(contact, { table: "lead_identities", id }),
            contactFingerprint: fingerprint.value,
            fingerprintKid: fingerprint.kid,
            createdAt,
            besideSince: null,
          };
        }),
      );
      // A contact written under an older configured key is the same contact.
      const living = Object.fromEntries(
        identities.map(({ contact }) => {
          const values = cipher.fingerprints(contact).map(({ value }) => value);
          return [cipher.fingerprint(contact).value, values];
        }),
      );
      await insertList(
        db,
        leadIdentities,
        rows,
        sql`where not exists (select from ${leadIdentities} known where known.contact_fingerprint = any(array(select jsonb_array_elements_text(${JSON.stringify(living)}::jsonb -> jsonb_populate_recordset.contact_fingerprint)))) on conflict (contact_fingerprint) do nothing`,
      );
    },
  };
}
