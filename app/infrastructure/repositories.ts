import { and, eq, gte } from "drizzle-orm";
import { type Database, type Job, type Repositories, UnavailableError } from "#app/application/ports/database.ts";
import { consentRepository } from "./consents.ts";
import type { ContactCipher } from "./contact-cipher.ts";
import type { Db } from "./database/connection.ts";
import { deepLinkRepository } from "./deep-links.ts";
import { deskAuditLog } from "./desk-audit.ts";
import { deskHistory } from "./desk-history.ts";
import { deskRequests } from "./desk-requests.ts";
import { deskSessionRepository } from "./desk-sessions.ts";
import { appendEvents } from "./events.ts";
import { orUnavailable, within } from "./faults.ts";
import { insertList } from "./insert-list.ts";
import { insightRepository } from "./insight.ts";
import { leadRepository } from "./leads.ts";
import { mailLine } from "./mail/mail-line.ts";
import { operatorNotices } from "./mail/operator-notices.ts";
import { mailRepository } from "./mails.ts";
import { operatorRepository } from "./operators.ts";
import { practiceRepository } from "./practice.ts";
import type { LinkMaker } from "./private-links.ts";
import { retentionRepository } from "./retention.ts";
import { leadTimelineEvents } from "./schema.ts";
import { serviceRepository } from "./services.ts";
import { slotRepository } from "./slots.ts";
import { recoveryCodeRepository } from "./team/recovery-codes.ts";
import { chatMessageRepository } from "./telegram/chat-messages.ts";
import { chatRepository } from "./telegram/chats.ts";
import { waitingList } from "./waiting.ts";
import { waitlistRequestRepository } from "./waitlist-requests.ts";
import { webhookReceiptRepository } from "./webhook-receipts.ts";

/** A visitor waits no longer for an answer. What had begun by then may still commit; a repeat of it is harmless. */
const LONGEST_WAIT_MS = 8_000;

type Parts = {
  cipher: ContactCipher;
  links: LinkMaker;
  enqueue(db: Db, jobs: Job[]): Promise<void>;
};

export function repositoriesOver(db: Db, { cipher, links, enqueue }: Parts): Repositories {
  return {
    practice: practiceRepository(db),
    waitlistRequests: waitlistRequestRepository(db, cipher, links),
    leads: leadRepository(db, cipher),
    consents: consentRepository(db),
    mails: { ...mailRepository(db, cipher), ...mailLine(db), ...operatorNotices(db) },
    retention: retentionRepository(db),
    desk: { ...deskRequests(db, cipher), ...deskHistory(db) },
    receipts: webhookReceiptRepository(db),
    timeline: {
      append: (entries) =>
        insertList(
          db,
          leadTimelineEvents,
          entries.map(({ name, ...entry }) => ({ ...entry, eventName: name })),
        ),
      countSince: (waitlistRequestId, since) =>
        db.$count(
          leadTimelineEvents,
          and(eq(leadTimelineEvents.waitlistRequestId, waitlistRequestId), gte(leadTimelineEvents.occurredAt, since)),
        ),
    },
    events: { append: (events) => appendEvents(db, events) },
    deepLinks: deepLinkRepository(db),
    chats: chatRepository(db, cipher),
    chatMessages: chatMessageRepository(db, cipher),
    jobs: { enqueue: (jobs) => enqueue(db, jobs) },
    operators: operatorRepository(db, cipher),
    deskSessions: deskSessionRepository(db),
    recoveryCodes: recoveryCodeRepository(db),
    deskAudit: deskAuditLog(db),
    services: serviceRepository(db),
    slots: slotRepository(db),
    waiting: waitingList(db),
    insight: insightRepository(db),
  };
}

/** Until the tables are there and the keys are proven, every transaction is refused as unavailable. */
export function transactionalDatabase(db: Db, parts: Parts & { ready(): boolean }): Database {
  return {
    async transaction(work) {
      if (!parts.ready()) throw new UnavailableError("not ready");
      let late = false;
      const done = db.transaction((tx) => {
        // Its turn came after the visitor was told that nothing was saved.
        if (late) throw new UnavailableError("too late");
        return work(repositoriesOver(tx, parts));
      });
      return orUnavailable(within(LONGEST_WAIT_MS, done)).catch((error: unknown) => {
        late = true;
        throw error;
      });
    },
  };
}
