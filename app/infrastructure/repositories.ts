import { and, eq, gte } from "drizzle-orm";
import { type Database, type Repositories, UnavailableError } from "#app/application/ports/database.ts";
import type { Job } from "#app/application/ports/jobs.ts";
import { chatMessageRepository } from "./chat/chat-messages.ts";
import { chatRepository } from "./chat/chats.ts";
import { deepLinkRepository } from "./chat/deep-links.ts";
import type { Db } from "./database/connection.ts";
import { insertList } from "./database/insert-list.ts";
import { orUnavailable, within } from "./faults.ts";
import { appendEvents } from "./insight/events.ts";
import { insightRepository } from "./insight/insight.ts";
import type { ContactCipher } from "./keys/contact-cipher.ts";
import type { LinkMaker } from "./keys/private-links.ts";
import { mailLine } from "./mail/mail-line.ts";
import { mailRepository } from "./mail/mails.ts";
import { operatorNotices } from "./mail/operator-notices.ts";
import { webhookReceiptRepository } from "./mail/webhook-receipts.ts";
import { bookingRepository } from "./offers/bookings.ts";
import { callerRepository } from "./offers/callers.ts";
import { offersDesk } from "./offers/desk.ts";
import { fillingRepository } from "./offers/fillings.ts";
import { offerLine } from "./offers/line.ts";
import { offerRules } from "./offers/offer-settings.ts";
import { offerRepository } from "./offers/offers.ts";
import { deliveryRepository } from "./people/deliveries.ts";
import { deskHistory } from "./people/desk-history.ts";
import { deskRequests } from "./people/desk-requests.ts";
import { aboutRepository } from "./practice/about.ts";
import { documentRepository } from "./practice/documents.ts";
import { retentionRepository } from "./privacy/retention.ts";
import { leadTimelineEvents } from "./tables/waitlist.ts";
import { deskAuditLog } from "./team/desk-audit.ts";
import { deskSessionRepository } from "./team/desk-sessions.ts";
import { operatorRepository } from "./team/operators.ts";
import { recoveryCodeRepository } from "./team/recovery-codes.ts";
import { timetableChangeRepository } from "./timetable/changes.ts";
import { practiceRepository } from "./timetable/practice.ts";
import { serviceRepository } from "./timetable/services.ts";
import { slotRepository } from "./timetable/slots.ts";
import { waitingList } from "./timetable/waiting.ts";
import { consentRepository } from "./waitlist/consents.ts";
import { leadRepository } from "./waitlist/leads.ts";
import { waitlistRequestRepository } from "./waitlist/waitlist-requests.ts";

/** The maximum time for a visitor's answer. A transaction in progress may still commit; a repeat of it is harmless. */
const LONGEST_WAIT_MS = 8_000;

type Parts = {
  cipher: ContactCipher;
  links: LinkMaker;
  enqueue(db: Db, jobs: Job[]): Promise<void>;
};

export function repositoriesOver(db: Db, { cipher, links, enqueue }: Parts): Repositories {
  return {
    practice: practiceRepository(db),
    aboutPractice: aboutRepository(db),
    documents: documentRepository(db),
    waitlistRequests: waitlistRequestRepository(db, cipher, links),
    leads: leadRepository(db, cipher),
    consents: consentRepository(db),
    mails: { ...mailRepository(db, cipher), ...mailLine(db), ...operatorNotices(db) },
    retention: retentionRepository(db),
    desk: { ...deskRequests(db, cipher), ...deskHistory(db) },
    deliveries: deliveryRepository(db),
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
    offerRules: offerRules(db),
    fillings: fillingRepository(db),
    offers: offerRepository(db, links),
    bookings: bookingRepository(db),
    callers: callerRepository(db, cipher, links),
    line: offerLine(db),
    offersDesk: offersDesk(db),
    operators: operatorRepository(db, cipher),
    deskSessions: deskSessionRepository(db),
    recoveryCodes: recoveryCodeRepository(db),
    deskAudit: deskAuditLog(db),
    services: serviceRepository(db),
    slots: slotRepository(db),
    changes: timetableChangeRepository(db),
    waiting: waitingList(db),
    insight: insightRepository(db),
  };
}

/** Until the tables exist and the keys are verified, every transaction is refused as unavailable. */
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
