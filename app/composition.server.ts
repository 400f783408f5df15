import { DroppedMarks } from "#app/application/insight/dropped-marks.ts";
import { UnavailableError } from "./application/ports/database.ts";
import { seedDemo } from "./demo/demo.server.ts";
import { NightlyBackup } from "./infrastructure/backup/nightly-backup.ts";
import type { Config } from "./infrastructure/config.ts";
import { looksOf, RunningChecks } from "./infrastructure/doctor/running-checks.ts";
import { within } from "./infrastructure/faults.ts";
import { readQueueHealth } from "./infrastructure/jobs/job-health.ts";
import { checkKeyCanaries } from "./infrastructure/keys/key-canaries.ts";
import { keyStatus } from "./infrastructure/keys/key-status.ts";
import { thanksLinks } from "./infrastructure/keys/thanks-links.ts";
import { RecentAsks } from "./infrastructure/limits/recent-asks.ts";
import { resendWebhook } from "./infrastructure/mail/resend-webhook.ts";
import { publishedConsents, sha256Of } from "./infrastructure/practice/documents.ts";
import { checkConsentTexts, type OddConsents } from "./infrastructure/waitlist/consent-texts.ts";
import { chatOf, conciergeLinkOf, conciergeOf } from "./wiring/chat.server.ts";
import { allConsentDocuments } from "./wiring/documents.server.ts";
import { type AppParts, DATABASE_ANSWERS_MS, foundationOf } from "./wiring/foundation.server.ts";
import { insightOf, metricsOf } from "./wiring/insight.server.ts";
import { jobHandlersOf } from "./wiring/job-handlers.server.ts";
import { mailOf, testMailOf } from "./wiring/mail.server.ts";
import { connectedMessengers } from "./wiring/messengers.server.ts";
import { asksOf, callersOf, offersOf } from "./wiring/offers.server.ts";
import { offersDeskOf } from "./wiring/offers-desk.server.ts";
import { peopleOf } from "./wiring/people.server.ts";
import { practiceOf } from "./wiring/practice.server.ts";
import { privacyOf } from "./wiring/privacy.server.ts";
import { teamOf } from "./wiring/team.server.ts";
import { timetableOf } from "./wiring/timetable.server.ts";
import { thanksOf, waitlistOf } from "./wiring/waitlist.server.ts";

export type App = Awaited<ReturnType<typeof createApp>>;
/** `null`: it could not be read in time for the page. Other errors stay errors. */
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
  const { infrastructure, shared, close } = await foundationOf(config, parts);
  const { logger, connection, cipher, limits, hashing, jobs, startUp, views, visits, sender, keyUpkeep } =
    infrastructure;
  const { timetable, practiceMemory } = infrastructure;
  const { documents, links, clock } = shared;
  const startedAt = clock();
  let oddConsents: OddConsents[] = [];

  const privacy = privacyOf(shared);
  const waitlist = waitlistOf({ ...shared, ...privacy });
  const asks = asksOf({ ...shared, ...waitlist, timetable });
  const callers = callersOf({ ...shared, ...waitlist, timetable });
  const { bots, mailCeilings: ceilings } = config;
  const messengers = connectedMessengers({ config, practiceMemory, logger, now: () => performance.now() });
  const concierge = messengers && {
    ...conciergeOf({ ...shared, ...privacy, ...waitlist, ...asks, bot: messengers.bot }),
    ...messengers,
  };
  const mail = mailOf({ ...shared, sender, ceilings });
  const chat = chatOf(shared);

  const offers = offersOf({ ...shared, timetable });

  const { backupDir: folder } = config;
  const nightlyBackup = folder === null ? null : new NightlyBackup({ folder, db: connection.db, clock, logger });

  const consentTexts = async () => {
    const known = async () => [...allConsentDocuments(sha256Of), ...(await publishedConsents(connection.db))];
    oddConsents = await checkConsentTexts(connection.db, known, logger);
    return [];
  };
  const looks = [...looksOf(config, connection, () => clock().getTime()), consentTexts];
  const checks = new RunningChecks({ looks, logger });

  const insight = insightOf({
    ...shared,
    views,
    limits: visits,
    ceilings,
    queue: () =>
      orUnread(readQueueHealth(connection, DATABASE_ANSWERS_MS), (error) =>
        logger.fault("job queue unreadable", error),
      ),
    keys: () => orUnread(within(DATABASE_ANSWERS_MS, keyStatus(connection.db, config.keys))),
    sinceStart: () => ({
      startedAt,
      server: checks.problems,
      undecryptable: keyUpkeep.report?.undecryptable ?? null,
      doubtful: keyUpkeep.report?.doubtful ?? null,
      oddConsents,
      droppedViews: views.dropped,
      uncountedVisits: visits.refused,
      timetableFault: timetable.lastFault,
    }),
  });
  const health = async (): Promise<"ready" | "starting" | "database-away" | "database-read-only"> => {
    if (!startUp.done) return "starting";
    return within(DATABASE_ANSWERS_MS, connection.mayWrite()).then(
      (writes) => (writes ? "ready" : "database-read-only"),
      () => "database-away",
    );
  };

  let demoDoorIsOpen = false;
  const openAll = async () => {
    await connection.migrate();
    await checkKeyCanaries(connection.db, cipher, links);
    await practiceMemory.refresh();
    demoDoorIsOpen = await seedDemo(connection.db, { config, cipher, documents, now: clock() });
    await jobs.start();
    await connection.listen("timetable", () => timetable.invalidate());
    await connection.listen("practice", () => void practiceMemory.refresh());
    await practiceMemory.refresh();
    timetable.invalidate();
  };
  const begin = () => {
    jobs.work(
      jobHandlersOf({ ...shared, timetable, practiceMemory, config, sender, ...mail, ...chat, concierge }),
      async () => {
        await offers.wakeFillings.execute();
        await callers.endCaller.allOver();
        await privacy.runRetention.execute();
        await nightlyBackup?.runIfDue();
        await connection.upkeep();
        if ((await messengers?.maxSubscription?.keep()) === "lost") await chat.reportOutages.subscriptionLost();
        await chat.reportOutages.execute();
      },
    );
    keyUpkeep.start();
    checks.start();
  };

  return {
    config,
    clock,
    logger,
    connection,
    views,
    droppedMarks: new DroppedMarks(),
    documents,
    limits,
    recentAsks: new RecentAsks(),
    timetable,
    /** What every page says. */
    practiceMemory,
    ...practiceOf({ ...shared, practiceMemory }),
    ...privacy,
    ...waitlist,
    ...thanksOf(shared, thanksLinks(cipher)),
    ...mail,
    sendTestMail: testMailOf({ ...shared, sender, operatorEmail: config.operatorEmail, admit: limits.admitTestMail }),
    ...chat,
    ...peopleOf({ ...shared, ...privacy, ...waitlist }),
    ...timetableOf({ ...shared, timetable }),
    ...offers,
    ...asks,
    ...callers,
    ...offersDeskOf({ ...shared, timetable }),
    ...teamOf({
      ...shared,
      passwords: hashing.passwords,
      limits: limits.signIn,
      cipher,
      practiceMemory,
      linkKeys: config.keys.link,
      markKey: config.keys.fingerprint[0].secret,
    }),
    /** `null`: no bot is named. */
    openConcierge: bots.length > 0 ? conciergeLinkOf({ ...shared, limits: visits }) : null,
    /** `null`: no bot is connected. */
    concierge,
    readResendWebhook: webhookReader(config.mail),
    ...insight,
    health,
    metrics: metricsOf({ config, getHealth: insight.getHealth, health, clock }),
    /** Opens the database, then starts the jobs. Until then every part answers that the app is starting. */
    start: () => startUp.bringUp({ open: openAll, begin }),
    /** Whether the sign-in that a demo prints works. */
    demoDoorIsOpen: () => demoDoorIsOpen,
    async close() {
      checks.stop();
      await close();
    },
  };
}
