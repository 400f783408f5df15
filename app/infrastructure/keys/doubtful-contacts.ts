import { and, eq, isNull } from "drizzle-orm";
import { isReadable } from "#app/domain/contact/read-contact.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import type { ContactCipher } from "./contact-cipher.ts";
import { contactsAfter, FIRST_ID, HOLDERS, orUndecryptable } from "./key-rotation.ts";

const [REQUESTS] = HOLDERS;
const unanswered = and(eq(waitlistRequests.status, "new"), isNull(waitlistRequests.quarantinedAt));

/**
 * Ids of the unanswered requests whose stored contact the reader of today refuses, such as a number that lost a digit. Decrypts
 * the contact of every unanswered request; one that no key decrypts is reported elsewhere.
 */
export async function doubtfulContacts(db: Db, cipher: ContactCipher, stopped: () => boolean): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined = FIRST_ID;
  while (after !== undefined && !stopped()) {
    const rows: Awaited<ReturnType<typeof contactsAfter>> = await contactsAfter(db, REQUESTS, after, unanswered);
    for (const { id, jwe, method } of rows) {
      const contact = await cipher.decrypt(jwe ?? "", method, { table: REQUESTS.name, id }).catch(orUndecryptable);
      if (contact && !isReadable(contact)) found.push(id);
    }
    after = rows.at(-1)?.id;
  }
  return found;
}
