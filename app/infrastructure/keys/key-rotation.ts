import { and, asc, eq, gt, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import { UndecryptableError } from "#app/application/ports/database.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { codeOfFault } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { chatNames, chats } from "#app/infrastructure/tables/chat.ts";
import { leadIdentities, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import {
  countFactorKeys,
  FACTOR_HOLDER,
  rotateFactors,
  undecryptableFactors,
} from "#app/infrastructure/team/factor-rotation.ts";
import type { CipherPlace, ContactCipher } from "./contact-cipher.ts";
import { lockFingerprints } from "./contact-lock.ts";
import { countLinks, type LinkCount } from "./link-counts.ts";
import { sealedKid } from "./sealed-kid.ts";

/** Small enough not to delay visitors on the embedded database, which serialises statements. */
const ROWS_AT_ONCE = 50;

const ofChat = sql<Messenger>`(select messenger from chats where chats.id = chat_id)`;
/** The tables that hold contacts, under common column names. */
export const HOLDERS = [
  { name: "waitlist_requests", table: waitlistRequests, method: waitlistRequests.preferredContactMethod },
  { name: "lead_identities", table: leadIdentities, method: leadIdentities.method },
  { name: "chats", table: chats, method: chats.messenger },
  { name: "chat_names", table: chatNames, method: ofChat },
  { name: "callers", table: callers, method: callers.method },
] as const;
/** Comes before every id. */
export const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const UNIQUE_VIOLATION = "23505";
type Holder = (typeof HOLDERS)[number];

const contactKid = ({ table }: Holder) => sealedKid(table.encryptedContactValue);

export type KeyCount =
  | {
      table: Holder["name"] | typeof FACTOR_HOLDER;
      purpose: "contact" | "fingerprint";
      kid: string;
      rows: number;
      made: null;
    }
  | LinkCount;
export type Rotation = { rewritten: number; undecryptable: string[] };

/** How many rows each key still protects. */
export async function countKeys(db: Db): Promise<KeyCount[]> {
  const counts: KeyCount[] = [];
  for (const holder of HOLDERS) {
    const { name, table } = holder;
    for (const purpose of ["contact", "fingerprint"] as const) {
      const kid = purpose === "contact" ? contactKid(holder) : sql<string>`${table.fingerprintKid}`;
      const rows = await db
        .select({ kid, rows: sql<number>`count(*)::int` })
        .from(table)
        .where(isNotNull(table.encryptedContactValue))
        .groupBy(sql`1`)
        .orderBy(sql`1`);
      counts.push(...rows.map((row) => ({ table: name, purpose, ...row, made: null })));
    }
  }
  const factors = await countFactorKeys(db);
  counts.push(...factors.map((row) => ({ table: FACTOR_HOLDER, purpose: "contact", ...row, made: null }) as const));
  return [...counts, ...(await countLinks(db))];
}

/**
 * Re-encrypts every row under the writing keys while visitors keep coming. Each row is a transaction of its own, with the
 * contact's lock; a row changed meanwhile is left for the next round. May be stopped at any point:
 * finished rows no longer count as old. An undecryptable row is reported by its place and stays unchanged.
 */
export async function rotateKeys(
  db: Db,
  cipher: ContactCipher,
  { logger, stopped }: { logger: Logger; stopped(): boolean },
): Promise<Rotation> {
  const rotation: Rotation = { rewritten: 0, undecryptable: [] };
  for (const holder of HOLDERS) {
    let after = FIRST_ID;
    while (!stopped()) {
      const ids = await oldRows(db, cipher, holder, after);
      for (const id of ids) {
        try {
          if (await rotateRow(db, cipher, holder, id)) rotation.rewritten += 1;
        } catch (error) {
          const row = `${holder.name}/${id}`;
          if (error instanceof UndecryptableError) rotation.undecryptable.push(row);
          else if (codeOfFault(error) !== UNIQUE_VIOLATION) throw error;
          // A process without the new key may have made a second row for the contact: the old row keeps its key.
          logger.warn("row not brought under the new key", { row });
        }
      }
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
    }
  }
  const factors = await rotateFactors(db, cipher, { logger, stopped });
  rotation.rewritten += factors.rewritten;
  rotation.undecryptable.push(...factors.undecryptable);
  if (rotation.rewritten > 0 || rotation.undecryptable.length > 0) {
    logger.info("keys rotated", { rewritten: rotation.rewritten, undecryptable: rotation.undecryptable.length });
  }
  return rotation;
}

async function oldRows(db: Db, cipher: ContactCipher, holder: Holder, after: string): Promise<string[]> {
  const { contact, fingerprint } = cipher.writingKids;
  const old = or(ne(contactKid(holder), contact), ne(holder.table.fingerprintKid, fingerprint));
  const rows = await contactsAfter(db, holder, after, old);
  return rows.map(({ id }) => id);
}

/** The next batch of a table's contacts by id. */
export function contactsAfter(db: Db, { table, method }: Holder, after: string, which?: SQL) {
  return db
    .select({ id: table.id, jwe: table.encryptedContactValue, method })
    .from(table)
    .where(and(gt(table.id, after), isNotNull(table.encryptedContactValue), which))
    .orderBy(asc(table.id))
    .limit(ROWS_AT_ONCE);
}

/** The rows, as `table/id`, that no configured key decrypts. Decrypts every contact and every second factor. */
export async function undecryptableRows(db: Db, cipher: ContactCipher): Promise<string[]> {
  const found: string[] = [];
  for (const holder of HOLDERS) {
    let after: string | undefined = FIRST_ID;
    while (after !== undefined) {
      const rows: { id: string; jwe: string | null; method: Contact["method"] }[] = await contactsAfter(
        db,
        holder,
        after,
      );
      for (const { id, jwe, method } of rows) {
        const place: CipherPlace = { table: holder.name, id };
        const opened = await cipher.decrypt(jwe ?? "", method, place).catch(orUndecryptable);
        if (!opened) found.push(`${holder.name}/${id}`);
      }
      after = rows.at(-1)?.id;
    }
  }
  return [...found, ...(await undecryptableFactors(db, cipher))];
}

/** For `catch`: `null` where no key decrypts. */
export function orUndecryptable(error: unknown): null {
  if (error instanceof UndecryptableError) return null;
  throw error;
}

async function rotateRow(db: Db, cipher: ContactCipher, holder: Holder, id: string): Promise<boolean> {
  const { name, table, method } = holder;
  const place: CipherPlace = { table: name, id };
  const [row] = await db.select({ jwe: table.encryptedContactValue, method }).from(table).where(eq(table.id, id));
  if (!row?.jwe) return false;
  const contact = await cipher.decrypt(row.jwe, row.method, place);
  const fingerprint = cipher.fingerprint(contact);
  const encryptedContactValue = await cipher.encrypt(contact, place);
  const values = { encryptedContactValue, contactFingerprint: fingerprint.value, fingerprintKid: fingerprint.kid };
  return db.transaction(async (tx) => {
    await lockFingerprints(tx, cipher.fingerprints(contact));
    const written = await tx
      .update(table)
      .set(values)
      .where(and(eq(table.id, id), eq(table.encryptedContactValue, row.jwe ?? "")))
      .returning({ id: table.id });
    return written.length > 0;
  });
}
