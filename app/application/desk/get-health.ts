import type { DeskHealth, KeyHealth, QueueHealth } from "#app/domain/desk-health.ts";
import type { Clock, Database, FailedMail } from "../ports.ts";

export type HealthPage = { health: DeskHealth; failedMails: FailedMail[]; mailsShown: number; timeZone: string };

type Parts = {
  database: Database;
  /** Throws `UnavailableError`. */
  queue(): Promise<QueueHealth>;
  /** `null`: not counted in time. */
  keys(): Promise<KeyHealth[] | null>;
  /** What the checks at start found, and what was lost since. */
  sinceStart(): Pick<DeskHealth, "undecryptable" | "oddConsents" | "droppedViews"> & { timetableFault: Date | null };
  clock: Clock;
};

/** The newest of them; what to do is the same for the rest. */
const MAILS_SHOWN = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What works and what does not, for somebody who has to know whom to call. */
export class GetHealthQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(): Promise<HealthPage> {
    const { database, queue, keys, sinceStart, clock } = this.#parts;
    const now = clock();
    const stored = await database.transaction(async ({ mails, retention, practice }) => ({
      timeZone: (await practice.settings()).timeZone,
      failedMails: await mails.failed(MAILS_SHOWN),
      purged: await retention.purgedSince(new Date(now.getTime() - DAY_MS)),
    }));
    const { failedMails, purged, timeZone } = stored;
    const { timetableFault, ...found } = sinceStart();
    const health = {
      failedMails: failedMails.length,
      queue: await queue(),
      purged,
      keys: await keys(),
      ...found,
      timetableFaultSecondsAgo: timetableFault && (now.getTime() - timetableFault.getTime()) / 1000,
    };
    return { health, failedMails, mailsShown: MAILS_SHOWN, timeZone };
  }
}
