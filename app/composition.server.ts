import { createHash, randomBytes, randomUUID } from "node:crypto";
import { AnswerChatUseCase } from "#app/application/answer-chat.ts";
import { AnswerLeaveWishUseCase } from "#app/application/answer-leave-wish.ts";
import { AskRenewalUseCase } from "#app/application/ask-renewal.ts";
import { AskToLeaveUseCase } from "#app/application/ask-to-leave.ts";
import { CarryOutUseCase } from "#app/application/carry-out.ts";
import { ChangeRequestUseCase } from "#app/application/change-request.ts";
import { ConfirmRequestUseCase } from "#app/application/confirm-request.ts";
import { CreateOrUpdateLeadUseCase } from "#app/application/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "#app/application/create-waitlist-request.ts";
import { ChangeServiceUseCase } from "#app/application/desk/change-service.ts";
import { ChangeSlotUseCase } from "#app/application/desk/change-slot.ts";
import { CreateServiceUseCase } from "#app/application/desk/create-service.ts";
import { ExportInsightUseCase } from "#app/application/desk/export-insight.ts";
import { GetChatQuery } from "#app/application/desk/get-chat.ts";
import { GetHealthQuery } from "#app/application/desk/get-health.ts";
import { GetInsightQuery } from "#app/application/desk/get-insight.ts";
import { GetServicesQuery } from "#app/application/desk/get-services.ts";
import { GetTimePageQuery } from "#app/application/desk/get-time-page.ts";
import { OpenTimeUseCase } from "#app/application/desk/open-time.ts";
import { SendPreparedMessageUseCase } from "#app/application/desk/send-prepared-message.ts";
import { deskUseCases } from "#app/application/desk/use-cases.ts";
import { DestroyContactsUseCase } from "#app/application/destroy-contacts.ts";
import { DestroyMailsUseCase } from "#app/application/destroy-mails.ts";
import { EraseRequestUseCase } from "#app/application/erase-request.ts";
import { GetNoSlotsPageQuery } from "#app/application/get-no-slots-page.ts";
import { GetRequestPageQuery } from "#app/application/get-request-page.ts";
import { GetStoredDataQuery } from "#app/application/get-stored-data.ts";
import { LeaveWaitlistUseCase } from "#app/application/leave-waitlist.ts";
import { OpenConciergeUseCase } from "#app/application/open-concierge.ts";
import { type Clock, type Ids, UnavailableError } from "#app/application/ports.ts";
import { ReceiveUpdateUseCase } from "#app/application/receive-update.ts";
import { RecordDeliveryUseCase } from "#app/application/record-delivery.ts";
import { RecordViewUseCase } from "#app/application/record-view.ts";
import { RunRetentionUseCase } from "#app/application/run-retention.ts";
import { SendChatMessagesUseCase } from "#app/application/send-chat-messages.ts";
import { SendMailUseCase } from "#app/application/send-mail.ts";
import { TellInChatUseCase } from "#app/application/tell-in-chat.ts";
import { TellOperatorUseCase } from "#app/application/tell-operator.ts";
import { WithdrawConsentUseCase } from "#app/application/withdraw-consent.ts";
import { deepLinkIdFrom } from "#app/domain/telegram-link.ts";
import type { Config, TelegramConfig } from "#app/infrastructure/config.ts";
import { checkConsentTexts, type OddConsents } from "#app/infrastructure/consent-texts.ts";
import { ContactCipher } from "#app/infrastructure/contact-cipher.ts";
import { type Connection, openConnection } from "#app/infrastructure/database.ts";
import { seedDemoInsight } from "#app/infrastructure/demo-insight.ts";
import { seedDemoOperator, shutDemoDoor } from "#app/infrastructure/demo-operator.ts";
import { seedDemoPractice } from "#app/infrastructure/demo-practice.ts";
import { BatchingEventBuffer } from "#app/infrastructure/event-buffer.ts";
import { appendEvents } from "#app/infrastructure/events.ts";
import { within } from "#app/infrastructure/faults.ts";
import { readQueueHealth } from "#app/infrastructure/job-health.ts";
import { Jobs } from "#app/infrastructure/jobs.ts";
import { checkKeyCanaries } from "#app/infrastructure/key-canaries.ts";
import { keyStatus } from "#app/infrastructure/key-status.ts";
import { KeyUpkeep } from "#app/infrastructure/key-upkeep.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { createEmailSender, createMailArchive } from "#app/infrastructure/mail/create-email-sender.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import { resendWebhook } from "#app/infrastructure/mail/resend-webhook.ts";
import { readTimetable } from "#app/infrastructure/practice.ts";
import { privateLinks } from "#app/infrastructure/private-links.ts";
import { rateLimits } from "#app/infrastructure/rate-limits.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { StartUp } from "#app/infrastructure/start-up.ts";
import { TelegramBot } from "#app/infrastructure/telegram/telegram-bot.ts";
import { telegramSecret } from "#app/infrastructure/telegram/webhook-secret.ts";
import { TimetableSnapshot } from "#app/infrastructure/timetable.ts";
import { deskDoorOf } from "./desk-door.server.ts";
import { allConsentDocuments, currentConsentDocuments } from "./documents.server.ts";

export type App = Awaited<ReturnType<typeof createApp>>;
export type AppParts = {
  clock?: Clock;
  connection?: Connection;
  /** A demo begins with four weeks behind it, for somebody to look at. */
  demoPast?: boolean;
};

/**
 * UUIDs of version 7 (RFC 9562, 5.7): the time in front, the rest as Node made it, which keeps randomness in stock. A library
 * that asks the system for each takes a third of what counting a view takes. Under load many share a millisecond, and so its digits.
 */
function uuidsAt(clock: Clock): () => string {
  let at = Number.NaN;
  let front = "";
  return () => {
    const now = clock().getTime();
    if (now !== at) {
      at = now;
      front = now.toString(16).padStart(12, "0").replace(/^.{8}/, "$&-");
    }
    return `${front}-7${randomUUID().slice(15)}`;
  };
}

export const randomIds = (clock: Clock): Ids => ({
  uuid: uuidsAt(clock),
  deepLink: () => deepLinkIdFrom(randomBytes(32)),
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** What pages wait for the database, which may say nothing at all. */
const DATABASE_ANSWERS_MS = 3_000;

/** What could not be read while somebody waits for the page. Other faults stay faults. */
async function orTooMany<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnavailableError) return null;
    throw error;
  }
}

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
  const limits = rateLimits(connection, config.keys.link);
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
  const createWaitlistRequest = new CreateWaitlistRequestUseCase({
    database,
    createOrUpdateLead: new CreateOrUpdateLeadUseCase({ ids, clock }),
    documents,
    ids,
    clock,
  });
  const tellInChat = new TellInChatUseCase({ database, ids, clock });
  const carryOut = new CarryOutUseCase({ createWaitlistRequest, withdrawConsent, destroyContacts, ids, clock });
  const concierge = config.telegram && conciergeOf(config.telegram);
  const tellOperator = new TellOperatorUseCase({ ...mailParts, operatorEmail: config.operatorEmail });

  function conciergeOf(telegram: TelegramConfig) {
    const bot = new TelegramBot(telegram, { links, origin: config.publicOrigin, logger });
    const sendChatMessages = new SendChatMessagesUseCase({ database, bot, clock });
    return {
      isTelegram: telegramSecret(telegram.webhookSecret),
      sendPreparedMessage: new SendPreparedMessageUseCase({ database, ids, clock }),
      receiveUpdate: new ReceiveUpdateUseCase({ database, ids, clock }),
      answerChat: new AnswerChatUseCase({ database, documents, carryOut, sendChatMessages, bot, ids, clock }),
    };
  }

  await startUp.bringUp(async () => {
    await connection.migrate();
    await checkKeyCanaries(connection.db, cipher, links);
    oddConsents = await checkConsentTexts(connection.db, allConsentDocuments(sha256), logger);
    if (config.demo) await seedDemoPractice(connection.db, { ids, now: clock() });
    if (config.demo && parts.demoPast) await seedDemoInsight(connection.db, { ids, now: clock() });
    if (!config.demo) await shutDemoDoor(connection.db, clock());
    else if (parts.demoPast) await seedDemoOperator(connection.db, config.keys.link, clock());
    await jobs.start();
    await jobs.work({
      "confirm-request": async (data, attempt) => {
        await confirmRequest.execute(data, attempt);
        await tellInChat.execute({ ...data, about: "confirmation" });
      },
      "tell-operator": (data, attempt) => tellOperator.execute(data, attempt),
      "ask-renewal": (data, attempt) => askRenewal.execute(data, attempt),
      "answer-leave-wish": (data, attempt) => answerLeaveWish.execute(data, attempt),
      "destroy-mails": (data) => destroyMails.execute(data),
      "answer-chat": async (data, attempt) => concierge?.answerChat.execute(data, attempt),
      "tell-contacted": (data) => tellInChat.execute({ ...data, about: "contacted" }),
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
    limits,
    createWaitlistRequest,
    getNoSlotsPage: new GetNoSlotsPageQuery({ timetable, clock }),
    timetable,
    recordView: new RecordViewUseCase({ events, ids, clock }),
    openConcierge: config.telegramBot
      ? new OpenConciergeUseCase({ database, bot: config.telegramBot, ids, clock })
      : null,
    /** `null`: no bot is connected. */
    concierge,
    getRequestPage: new GetRequestPageQuery({ database, links, clock }),
    getInsight: new GetInsightQuery({ database, clock }),
    exportInsight: new ExportInsightUseCase({ database, clock }),
    getServices: new GetServicesQuery({ database }),
    createService: new CreateServiceUseCase({ database, timetable, ids, clock }),
    changeService: new ChangeServiceUseCase({ database, timetable, clock }),
    getTimePage: new GetTimePageQuery({ database, clock }),
    openTime: new OpenTimeUseCase({ database, timetable, ids, clock }),
    changeSlot: new ChangeSlotUseCase({ database, timetable, clock }),
    getChat: new GetChatQuery({ database }),
    desk: deskUseCases({
      database,
      createOrUpdateLead: new CreateOrUpdateLeadUseCase({ ids, clock }),
      withdrawConsent,
      destroyContacts,
      ids,
      clock,
    }),
    ...deskDoorOf({ database, limits: limits.signIn, linkKey: config.keys.link, ids, clock }),
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
      queue: () => readQueueHealth(connection, DATABASE_ANSWERS_MS),
      keys: () => orTooMany(within(DATABASE_ANSWERS_MS, keyStatus(connection.db, config.keys))),
      sinceStart: () => ({
        undecryptable: keyUpkeep.report?.undecryptable ?? null,
        oddConsents,
        droppedViews: events.dropped,
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
      await keyUpkeep.stop();
      await jobs.stop();
      await events.close();
      await sender.close();
      await connection.close();
    },
  };
}
