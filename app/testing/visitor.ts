import { v7 } from "uuid";
import { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import { EraseRequestUseCase } from "#app/application/privacy/erase-request.ts";
import { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import { ChangeRequestUseCase } from "#app/application/waitlist/change-request.ts";
import { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import { GetRequestPageQuery } from "#app/application/waitlist/get-request-page.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import type { Keys } from "#app/infrastructure/keyring.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { submission } from "./practice.ts";

const document = { version: "2026-11-23", sha256: "a".repeat(64) };
const documents = {
  personal_data: { type: "personal_data", ...document },
  communications: { type: "communications", ...document },
} as const;
const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };

/** A visitor's acts at a process with these keys. Jobs are discarded. */
export function visitorUnder({ db }: Connection, keys: Keys) {
  const clock = () => new Date("2026-11-23T09:00:00Z");
  const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
  const links = privateLinks(keys.link);
  const parts = { cipher: new ContactCipher(keys), links, enqueue: async () => undefined, ready: () => true };
  const database = transactionalDatabase(db, parts);
  const shared = { database, links, ids, clock };
  const createOrUpdateLead = new CreateOrUpdateLeadUseCase(shared);
  const create = new CreateWaitlistRequestUseCase({ ...shared, createOrUpdateLead, documents });
  const change = new ChangeRequestUseCase(shared);
  const withdrawConsent = new WithdrawConsentUseCase(shared);
  const erase = new EraseRequestUseCase({
    ...shared,
    withdrawConsent,
    destroyContacts: new DestroyContactsUseCase(shared),
  });
  const page = new GetRequestPageQuery(shared);
  return {
    submit: (slug: string, email: string) => create.execute(submission(slug, email)),
    pause: (token: string) => change.execute({ token, change: { to: "paused" } }),
    erase: (token: string) => erase.execute({ token, visit }),
    /** Whether this private link shows a request. */
    opens: async (token: string) => (await page.execute(token)).status === "active",
    linkTokenOf: (id: string) => database.transaction(({ waitlistRequests }) => waitlistRequests.linkTokenOf(id)),
    opensChat: (id: number, name: string) =>
      database.transaction(({ chats }) =>
        chats.open({
          id: v7(),
          nameId: v7(),
          contact: chatContact(id),
          name: { method: "telegram", value: name },
          now: clock(),
        }),
      ),
    chat: (id: string) => database.transaction(({ chats }) => chats.hold(id)),
    contactOf: (id: string) => database.transaction(({ waitlistRequests }) => waitlistRequests.contactOf(id)),
  };
}
