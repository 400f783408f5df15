import { v7 } from "uuid";
import { addresses } from "#app/addresses.ts";
import { type Contact, chatContact } from "#app/domain/contact/contact.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import type { Keys } from "#app/infrastructure/keyring.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { privacyOf } from "#app/wiring/privacy.server.ts";
import { waitlistOf } from "#app/wiring/waitlist.server.ts";
import { submission } from "./practice.ts";

const document = { version: "2026-11-23", sha256: "a".repeat(64) };
const documents = {
  personal_data: { type: "personal_data", ...document },
  communications: { type: "communications", ...document },
} as const;
const visit = { pagePath: addresses.request.path, referrerHost: null, utm: {} };

/** A visitor's acts at a process with these keys. Jobs are discarded. */
export function visitorUnder({ db }: Connection, keys: Keys) {
  const clock = () => new Date("2026-11-23T09:00:00Z");
  const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
  const links = privateLinks(keys.link);
  const parts = { cipher: new ContactCipher(keys), links, enqueue: async () => undefined, ready: () => true };
  const database = transactionalDatabase(db, parts);
  const shared = { database, links, documents, ids, clock };
  const privacy = privacyOf(shared);
  const { createWaitlistRequest, changeRequest, getRequestPage } = waitlistOf({ ...shared, ...privacy });
  return {
    /** A person submits again when a busy database did not answer in time. */
    async submit(slug: string, who: string | Contact) {
      const command =
        typeof who === "string" ? submission(slug, who) : { ...submission(slug, "a@example.org"), contact: who };
      for (;;) {
        const outcome = await createWaitlistRequest.execute(command);
        if (outcome.status === "accepted") return outcome;
        if (outcome.status !== "unavailable") throw new Error(`submit: ${outcome.status}`);
      }
    },
    pause: (token: string) => changeRequest.execute({ token, change: { to: "paused" } }),
    erase: (token: string) => privacy.eraseRequest.execute({ token, visit }),
    /** Whether this private link shows a request. */
    opens: async (token: string) => (await getRequestPage.execute(token)).status === "active",
    linkTokenOf: (id: string) => database.transaction(({ waitlistRequests }) => waitlistRequests.linkTokenOf(id)),
    opensChat: (id: number, name: string) =>
      database.transaction(({ chats }) =>
        chats.open({
          id: v7(),
          nameId: v7(),
          contact: chatContact("telegram", id),
          name: { method: "telegram", value: name },
          now: clock(),
        }),
      ),
    chat: (id: string) => database.transaction(({ chats }) => chats.hold(id)),
    contactOf: (id: string) => database.transaction(({ waitlistRequests }) => waitlistRequests.contactOf(id)),
  };
}
