import type { Clock } from "#app/application/ports/clock.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { Connection, Db } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { warnOfDropped } from "#app/infrastructure/database/dropped-parameters.ts";
import { StartUp } from "#app/infrastructure/database/start-up.ts";
import { within } from "#app/infrastructure/faults.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import { appendViews } from "#app/infrastructure/insight/events.ts";
import { BatchingViewBuffer } from "#app/infrastructure/insight/view-buffer.ts";
import { MemoryVisitLimits } from "#app/infrastructure/insight/visit-limits.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { KeyUpkeep } from "#app/infrastructure/keys/key-upkeep.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { abuseLimits } from "#app/infrastructure/limits/abuse-limits.ts";
import { createLogger, type Logger } from "#app/infrastructure/logger.ts";
import { createEmailSender } from "#app/infrastructure/mail/create-email-sender.ts";
import { aboutRepository } from "#app/infrastructure/practice/about.ts";
import { documentRepository, publishedDocuments } from "#app/infrastructure/practice/documents.ts";
import { type StoredPractice, StoredPracticeMemory } from "#app/infrastructure/practice/practice-memory.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { passwordHashing } from "#app/infrastructure/team/passwords.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { TimetableSnapshot } from "#app/infrastructure/timetable/timetable.ts";
import { documentTemplates } from "./documents.server.ts";

/** Parts that a test or the demo replaces. */
export type AppParts = {
  clock?: Clock;
  connection?: Connection;
  logger?: Logger;
  hashing?: ReturnType<typeof passwordHashing>;
};

/** How long pages wait for the database, which may not answer at all. */
export const DATABASE_ANSWERS_MS = 3_000;

/** Opens the connection and builds the parts that several rooms share. Throws `DirectoryInUseError` and `SetUpError`. */
export async function foundationOf(config: Config, parts: AppParts) {
  const clock: Clock = parts.clock ?? (() => new Date());
  const ids = randomIds(clock);
  const logger = parts.logger ?? createLogger(config.logLevel, () => clock().getTime());
  warnOfDropped(config.database, logger);
  const connection = parts.connection ?? (await openConnection(config.database, config.databaseConnections));
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

  const views = new BatchingViewBuffer({
    append: (batch) => within(DATABASE_ANSWERS_MS, appendViews(connection.db, batch)),
    newId: ids.uuid,
    logger,
  });
  const visits = new MemoryVisitLimits(() => performance.now());
  const timetable = new TimetableSnapshot({
    load: (now) => within(DATABASE_ANSWERS_MS, readTimetable(connection.db, now)),
    clock,
    logger,
  });
  const templates = documentTemplates(config.messengers);
  const practiceMemory = new StoredPracticeMemory({
    load: () => within(DATABASE_ANSWERS_MS, readPractice(connection.db, templates.messengers)),
    builtIn: templates.builtIn,
    logger,
  });
  const sender = createEmailSender(config);
  const documents = practiceMemory.inForce;
  const keyUpkeep = new KeyUpkeep({ db: connection.db, cipher, links, logger });

  return {
    infrastructure: {
      logger,
      connection,
      cipher,
      limits,
      hashing,
      jobs,
      startUp,
      views,
      visits,
      timetable,
      practiceMemory,
      sender,
      keyUpkeep,
    },
    /** The parts of every use case. */
    shared: { database, links, documents, templates, ids, clock },
    /** Finishes running work, writes pending views, and closes the database. */
    async close() {
      startUp.stop();
      timetable.stop();
      practiceMemory.stop();
      // Views first: only they are in memory alone, and the supervisor may not wait for the rest.
      await views.close();
      await hashing.close();
      await keyUpkeep.stop();
      await jobs.stop();
      await sender.close();
      await connection.close();
    },
  };
}

async function readPractice(db: Db, messengers: string): Promise<StoredPractice> {
  const [about, details, published] = await Promise.all([
    aboutRepository(db).read(),
    documentRepository(db).details(),
    publishedDocuments(db, messengers),
  ]);
  return { about, details, published };
}
