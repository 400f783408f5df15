import { eq, inArray, sql } from "drizzle-orm";
import type { LeadRepository } from "#app/application/ports.ts";
import type { ContactCipher } from "./contact-cipher.ts";
import type { Db } from "./database.ts";
import { insertList } from "./insert-list.ts";
import { leadIdentities, leads } from "./schema.ts";

export function leadRepository(db: Db, cipher: ContactCipher): LeadRepository {
  return {
    async findByContact(contact) {
      const values = cipher.fingerprints(contact).map(({ value }) => value);
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
        .where(inArray(leadIdentities.contactFingerprint, values));
      return row ?? null;
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
          };
        }),
      );
      // A contact written under an older key that still lives is the same contact.
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
        sql`where not exists (select from ${leadIdentities} known where known.contact_fingerprint in (select jsonb_array_elements_text(${JSON.stringify(living)}::jsonb -> jsonb_populate_recordset.contact_fingerprint))) on conflict (contact_fingerprint) do nothing`,
      );
    },
  };
}
