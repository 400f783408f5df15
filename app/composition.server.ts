import { createHash, randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { AnswerLeaveWishUseCase } from "#app/application/answer-leave-wish.ts";
import { AskRenewalUseCase } from "#app/application/ask-renewal.ts";
import { AskToLeaveUseCase } from "#app/application/ask-to-leave.ts";
import { ChangeRequestUseCase } from "#app/application/change-request.ts";
import { ConfirmRequestUseCase } from "#app/application/confirm-request.ts";
import { CreateOrUpdateLeadUseCase } from "#app/application/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "#app/application/create-waitlist-request.ts";
import { DestroyContactsUseCase } from "#app/application/destroy-contacts.ts";
import { DestroyMailsUseCase } from "#app/application/destroy-mails.ts";
import { EraseRequestUseCase } from "#app/application/erase-request.ts";
import { GetNoSlotsPageQuery } from "#app/application/get-no-slots-page.ts";
import { GetRequestPageQuery } from "#app/application/get-request-page.ts";
import { GetStoredDataQuery } from "#app/application/get-stored-data.ts";
import { LeaveWaitlistUseCase } from "#app/application/leave-waitlist.ts";
import { OpenConciergeUseCase } from "#app/application/open-concierge.ts";
import type { Clock, Ids } from "#app/application/ports.ts";
import { RecordDeliveryUseCase } from "#app/application/record-delivery.ts";
import { RecordViewUseCase } from "#app/application/record-view.ts";
import { RunRetentionUseCase } from "#app/application/run-retention.ts";
import { SendMailUseCase } from "#app/application/send-mail.ts";
import { TellOperatorUseCase } from "#app/application/tell-operator.ts";
import { WithdrawConsentUseCase } from "#app/application/withdraw-consent.ts";
import { deepLinkIdFrom } from "#app/domain/telegram-link.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { checkConsentTexts, type OddConsents } from "#app/infrastructure/consent-texts.ts";
import { ContactCipher } from "#app/infrastructure/contact-cipher.ts";
import { type Connection, openConnection } from "#app/infrastructure/database.ts";
import { seedDemoPractice } from "#app/infrastructure/demo-practice.ts";
import { BatchingEventBuffer } from "#app/infrastructure/event-buffer.ts";
import { appendEvents } from "#app/infrastructure/events.ts";
import { within } from "#app/infrastructure/faults.ts";
import { Jobs } from "#app/infrastructure/jobs.ts";
import { checkKeyCanaries } from "#app/infrastructure/key-canaries.ts";
import { KeyUpkeep } from "#app/infrastructure/key-upkeep.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { createEmailSender, createMailArchive } from "#app/infrastructure/mail/create-email-sender.ts";
import { mailRenderer } from "#app/infrastructure/mail/render-mail.ts";
import { resendWebhook } from "#app/infrastructure/mail/resend-webhook.ts";
import { readTimetable } from "#app/infrastructure/practice.ts";
import { privateLinks } from "#app/infrastructure/private-links.ts";
import { rateLimits } from "#app/infrastructure/rate-limits.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { StartUp } from "#app/infrastructure/start-up.ts";
import { TimetableSnapshot } from "#app/infrastructure/timetable.ts";
import { allConsentDocuments, currentConsentDocuments } from "./documents.server.ts";

export type App = Awaited<ReturnType<typeof createApp>>;
export type AppParts = { clock?: Clock; connection?: Connection };

const randomIds = (clock: Clock): Ids => ({
  uuid: () => v7({ msecs: clock().getTime() }),
  deepLink: () => deepLinkIdFrom(randomBytes(32)),
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** What pages wait for the database, which may say nothing at all. */
const DATABASE_ANSWERS_MS = 3_000;
const FAILED_MAILS_SHOWN = 100;

function webhookReader(mail: Config["mail"]) {
  if (mail.kind !== "resend" || mail.webhookSecret === null) return null;
  return resendWebhook({ apiKey: mail.apiKey, webhookSecret: mail.webhookSecret });
}

/** The one place that knows every part. Throws `DirectoryInUseError` and `WrongKeyError`; a database that is away is waited for. */
export async function createApp(config: Config, parts: AppParts = {}) {
  const clock: Clock = parts.clock ?? (() => new Date());
  const ids = randomIds(clock);
  const logger = createLogger(config.logLevel);
  const connection = parts.connection ?? (await openConnection(config.database));
  const cipher = new ContactCipher(config.keys);
  const links = privateLinks(config.keys.link);
  const jobs = new Jobs(connection.jobs, logger);
  const startUp = new StartUp(logger);
  const database = transactionalDatabase(connection.db, {
    cipher,
    links,
    enqueue: (db, list) => jobs.enqueue(db, list),
    ready: () => startUp.done,
  });

  const events = new BatchingEventBuffer({
    append: (list) => within(DATABASE_ANSWERS_MS, appendEvents(connection.db, list)),
    logger,
  });
  const timetable = new TimetableSnapshot({
    load: (now) => within(DATABASE_ANSWERS_MS, readTimetable(connection.db, now)),
    clock,
    logger,
  });
  const sender = createEmailSender(config);
  const renderer = mailRenderer;
  const documents = currentConsentDocuments(sha256);
  const keyUpkeep = new KeyUpkeep({ db: connection.db, cipher, logger });
  let oddConsents: OddConsents[] = [];

  const sendMail = new SendMailUseCase({ database, sender, ids, clock });
  const mailParts = { sendMail, renderer, links, origin: config.publicOrigin };
  const confirmRequest = new ConfirmRequestUseCase(mailParts);
  const askRenewal = new AskRenewalUseCase(mailParts);
  const answerLeaveWish = new AnswerLeaveWishUseCase({ ...mailParts, database, ids, clock });
  const withdrawConsent = new WithdrawConsentUseCase({ ids, clock });
  const destroyContacts = new DestroyContactsUseCase({ ids, clock });
  const destroyMails = new DestroyMailsUseCase({ database, archive: createMailArchive(config), ids, clock });
  const runRetention = new RunRetentionUseCase({ database, destroyContacts, ids, clock });
  const tellOperator = new TellOperatorUseCase({ ...mailParts, operatorEmail: config.operatorEmail });

  await startUp.bringUp(async () => {
    await connection.migrate();
    await checkKeyCanaries(connection.db, cipher, links);
    oddConsents = await checkConsentTexts(connection.db, allConsentDocuments(sha256), logger);
    if (config.demo) await seedDemoPractice(connection.db, { ids, now: clock() });
    await jobs.start();
    await jobs.work({
      "confirm-request": (data, attempt) => confirmRequest.execute(data, attempt),
      "tell-operator": (data, attempt) => tellOperator.execute(data, attempt),
      "ask-renewal": (data, attempt) => askRenewal.execute(data, attempt),
      "answer-leave-wish": (data, attempt) => answerLeaveWish.execute(data, attempt),
      "destroy-mails": (data) => destroyMails.execute(data),
    });
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
    limits: rateLimits(connection, config.keys.link),
    createWaitlistRequest: new CreateWaitlistRequestUseCase({
      database,
      createOrUpdateLead: new CreateOrUpdateLeadUseCase({ ids, clock }),
      documents,
      ids,
      clock,
    }),
    getNoSlotsPage: new GetNoSlotsPageQuery({ timetable, clock }),
    timetable,
    recordView: new RecordViewUseCase({ events, ids, clock }),
    openConcierge: config.telegramBot
      ? new OpenConciergeUseCase({ database, bot: config.telegramBot, ids, clock })
      : null,
    getRequestPage: new GetRequestPageQuery({ database, links, clock }),
    getStoredData: new GetStoredDataQuery({ database, links, clock }),
    changeRequest: new ChangeRequestUseCase({ database, links, ids, clock }),
    leaveWaitlist: new LeaveWaitlistUseCase({ database, links, withdrawConsent }),
    eraseRequest: new EraseRequestUseCase({ database, links, withdrawConsent, destroyContacts }),
    askToLeave: new AskToLeaveUseCase({ database, clock }),
    runRetention,
    recordDelivery: new RecordDeliveryUseCase({ database, clock }),
    readResendWebhook: webhookReader(config.mail),
    /** What the checks at start found: rows that do not decrypt, consents that match no known text. */
    integrity: () => ({ rotation: keyUpkeep.report, oddConsents }),
    /** Mails that were given up or came back, for the operator. */
    failedMails: () => database.transaction(({ mails }) => mails.failed(FAILED_MAILS_SHOWN)),
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
      await keyUpkeep.stop();
      await jobs.stop();
      await events.flush();
      await sender.close();
      await connection.close();
    },
  };
}
