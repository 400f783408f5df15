import { createHash } from "node:crypto";
import { OpenConciergeUseCase } from "./application/chat/open-concierge.ts";
import { GetHealthQuery } from "./application/insight/get-health.ts";
import { RecordViewUseCase } from "./application/insight/record-view.ts";
import { RecordDeliveryUseCase } from "./application/mail/record-delivery.ts";
import type { Clock } from "./application/ports/clock.ts";
import { UnavailableError } from "./application/ports/database.ts";
import { DestroyContactsUseCase } from "./application/privacy/destroy-contacts.ts";
import { EraseRequestUseCase } from "./application/privacy/erase-request.ts";
import { GetStoredDataQuery } from "./application/privacy/get-stored-data.ts";
import { RunRetentionUseCase } from "./application/privacy/run-retention.ts";
import { WithdrawConsentUseCase } from "./application/privacy/withdraw-consent.ts";
import { AskToLeaveUseCase } from "./application/waitlist/ask-to-leave.ts";
import { ChangeRequestUseCase } from "./application/waitlist/change-request.ts";
import { CreateOrUpdateLeadUseCase } from "./application/waitlist/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "./application/waitlist/create-waitlist-request.ts";
import { GetNoSlotsPageQuery } from "./application/waitlist/get-no-slots-page.ts";
import { GetRequestPageQuery } from "./application/waitlist/get-request-page.ts";
import { LeaveWaitlistUseCase } from "./application/waitlist/leave-waitlist.ts";
import { seedDemo } from "./demo/demo.server.ts";
import type { Config } from "./infrastructure/config.ts";
import type { Connection } from "./infrastructure/database/connection.ts";
import { openConnection } from "./infrastructure/database/database.ts";
import { StartUp } from "./infrastructure/database/start-up.ts";
import { within } from "./infrastructure/faults.ts";
import { randomIds } from "./infrastructure/ids.ts";
import { BatchingViewBuffer } from "./infrastructure/insight/view-buffer.ts";
import { appendViews } from "./infrastructure/insight/events.ts";
import { MemoryVisitLimits } from "./infrastructure/insight/visit-limits.ts";
import { readQueueHealth } from "./infrastructure/jobs/job-health.ts";
import { Jobs } from "./infrastructure/jobs/jobs.ts";
import { ContactCipher } from "./infrastructure/keys/contact-cipher.ts";
import { checkKeyCanaries } from "./infrastructure/keys/key-canaries.ts";
import { keyStatus } from "./infrastructure/keys/key-status.ts";
import { KeyUpkeep } from "./infrastructure/keys/key-upkeep.ts";
import { privateLinks } from "./infrastructure/keys/private-links.ts";
import { abuseLimits } from "./infrastructure/limits/abuse-limits.ts";
import { createLogger } from "./infrastructure/logger.ts";
import { createEmailSender } from "./infrastructure/mail/create-email-sender.ts";
import { resendWebhook } from "./infrastructure/mail/resend-webhook.ts";
import { transactionalDatabase } from "./infrastructure/repositories.ts";
import { passwordHashing } from "./infrastructure/team/passwords.ts";
import { readTimetable } from "./infrastructure/timetable/practice.ts";
import { TimetableSnapshot } from "./infrastructure/timetable/timetable.ts";
import { checkConsentTexts, type OddConsents } from "./infrastructure/waitlist/consent-texts.ts";
import { conciergeOf } from "./wiring/chat.server.ts";
import { teamOf } from "./wiring/team.server.ts";
import { deskWorkOf } from "./wiring/desk-work.server.ts";
import { allConsentDocuments, currentConsentDocuments } from "./wiring/documents.server.ts";
import { jobHandlersOf } from "./wiring/job-handlers.server.ts";

export type App = Awaited<ReturnType<typeof createApp>>;
export type AppParts = {
  clock?: Clock;
  connection?: Connection;
  hashing?: ReturnType<typeof passwordHashing>;
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** What pages wait for the database, which may say nothing at all. */
const DATABASE_ANSWERS_MS = 3_000;

/** `null`: it could not be read while somebody waits for the page. Other faults stay faults. */
async function orUnread<T>(
  work: Promise<T>,
  onUnread: (error: UnavailableError) => void = () => {},
): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    onUnread(error);
    return null;
  }
}

function webhookReader(mail: Config["mail"]) {
  if (mail.kind !== "resend" || mail.webhookSecret === null) return null;
  return resendWebhook({ apiKey: mail.apiKey, webhookSecret: mail.webhookSecret });
}

/**
 * Builds and connects all parts. Throws `DirectoryInUseError` and `SetUpError`; `start` also throws `WrongKeyError`, and
 * waits for an unreachable database.
 */
export async function createApp(config: Config, parts: AppParts = {}) {
  const clock: Clock = parts.clock ?? (() => new Date());
  const startedAt = clock();
  const ids = randomIds(clock);
  const logger = createLogger(config.logLevel, () => clock().getTime());
  const connection = parts.connection ?? (await openConnection(config.database));
  const cipher = new ContactCipher(config.keys);
  const links = privateLinks(config.keys.link);
  const limits = abuseLimits(connection, config.keys.fingerprint[0].secret);
  const hashing = parts.hashing ?? passwordHashing();
  const jobs = new Jobs(connection.jobs, logger);
  const startUp = new StartUp(logger);
  const database = transactionalDatabase(connection.db, {
    cipher,
    links,
    enqueue: (db, list) => jobs.enqueue(db, list),
    ready: () => startUp.done,
  });

  const events = new BatchingViewBuffer({
    append: (batch) => within(DATABASE_ANSWERS_MS, appendViews(connection.db, batch)),
    logger,
  });
  const visits = new MemoryVisitLimits(() => performance.now());
  const timetable = new TimetableSnapshot({
    load: (now) => within(DATABASE_ANSWERS_MS, readTimetable(connection.db, now)),
    clock,
    logger,
  });
  const sender = createEmailSender(config);
  const documents = currentConsentDocuments(sha256);
  const keyUpkeep = new KeyUpkeep({ db: connection.db, cipher, links, logger });
  let oddConsents: OddConsents[] = [];

  const withdrawConsent = new WithdrawConsentUseCase({ ids, clock });
  const destroyContacts = new DestroyContactsUseCase({ ids, clock });
  const runRetention = new RunRetentionUseCase({ database, destroyContacts, ids, clock });
  const createWaitlistRequest = new CreateWaitlistRequestUseCase({
    database,
    createOrUpdateLead: new CreateOrUpdateLeadUseCase({ ids, clock }),
    documents,
    ids,
    clock,
  });
  const { publicOrigin: origin, telegram } = config;
  const wishes = { database, withdrawConsent, destroyContacts, ids, clock };
  const concierge = telegram && conciergeOf(telegram, { ...wishes, documents, createWaitlistRequest, origin, logger });

  await startUp.bringUp(async () => {
    await connection.migrate();
    await checkKeyCanaries(connection.db, cipher, links);
    oddConsents = await checkConsentTexts(connection.db, allConsentDocuments(sha256), logger);
    await seedDemo(connection.db, { config, cipher, documents, now: clock() });
    await jobs.start();
    await jobs.work(jobHandlersOf({ config, database, sender, concierge, ids, clock }));
    await jobs.workHourly(() => runRetention.execute());
    await connection.listen("timetable", () => timetable.invalidate());
    timetable.invalidate();
    keyUpkeep.start();
  });

  return {
    config,
    clock,
    logger,
    connection,
    events,
    documents,
    limits,
    createWaitlistRequest,
    getNoSlotsPage: new GetNoSlotsPageQuery({ timetable, clock }),
    timetable,
    recordView: new RecordViewUseCase({ events, limits: visits, ids, clock }),
    openConcierge: config.telegramBot
      ? new OpenConciergeUseCase({ database, limits: visits, bot: config.telegramBot, ids, clock })
      : null,
    /** `null`: no bot is connected. */
    concierge,
    getRequestPage: new GetRequestPageQuery({ database, links, clock }),
    ...deskWorkOf({ ...wishes, timetable }),
    ...teamOf({
      database,
      passwords: hashing.passwords,
      limits: limits.signIn,
      cipher,
      linkKeys: config.keys.link,
      markKey: config.keys.fingerprint[0].secret,
      ids,
      clock,
    }),
    getStoredData: new GetStoredDataQuery({ database, links, clock }),
    changeRequest: new ChangeRequestUseCase({ database, links, ids, clock }),
    leaveWaitlist: new LeaveWaitlistUseCase({ database, links, withdrawConsent }),
    eraseRequest: new EraseRequestUseCase({ database, links, withdrawConsent, destroyContacts }),
    askToLeave: new AskToLeaveUseCase({ database, clock }),
    runRetention,
    recordDelivery: new RecordDeliveryUseCase({ database, clock }),
    readResendWebhook: webhookReader(config.mail),
    getHealth: new GetHealthQuery({
      database,
      ceilings: config.mailCeilings,
      queue: () =>
        orUnread(readQueueHealth(connection, DATABASE_ANSWERS_MS), (error) =>
          logger.fault("job queue unreadable", error),
        ),
      keys: () => orUnread(within(DATABASE_ANSWERS_MS, keyStatus(connection.db, config.keys))),
      sinceStart: () => ({
        startedAt,
        undecryptable: keyUpkeep.report?.undecryptable ?? null,
        oddConsents,
        droppedViews: events.dropped,
        uncountedVisits: visits.refused,
        timetableFault: timetable.lastFault,
      }),
      clock,
    }),
    health: async (): Promise<"ready" | "starting" | "database-away"> => {
      if (!startUp.done) return "starting";
      return within(DATABASE_ANSWERS_MS, connection.run("select 1")).then(
        () => "ready",
        () => "database-away",
      );
    },
    /** Finishes what runs, writes what waits, and lets go of the database. */
    async close() {
      startUp.stop();
      timetable.stop();
      // Views first: they are all that is only in the memory, and whoever stops the process may not wait for the rest.
      await events.close();
      await hashing.close();
      await keyUpkeep.stop();
      await jobs.stop();
      await sender.close();
      await connection.close();
    },
  };
}
