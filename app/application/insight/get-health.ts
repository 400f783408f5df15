import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, UnavailableError } from "#app/application/ports/database.ts";
import type { FailedMail } from "#app/application/ports/mail.ts";
import type { MailLine } from "#app/application/ports/mail-line.ts";
import type { UnansweredRequest } from "#app/application/ports/people.ts";
import {
  type DeskHealth,
  type KeyHealth,
  needsAttention,
  type QueueHealth,
  type WaitingMails,
} from "#app/domain/insight/desk-health.ts";
import { type MailCeilings, reachedCeiling } from "#app/domain/mail/mail-ceilings.ts";
import type { ChannelFault } from "#app/domain/people/delivery.ts";

/** `failedMails`: the newest of them; `doubtful`: the oldest requests with a contact that is likely mistyped. */
export type HealthReport = {
  health: DeskHealth;
  failedMails: FailedMail[];
  doubtful: UnansweredRequest[];
  timeZone: string;
};

/** What every desk page shows. */
export type Troubles = { count: number; channels: ChannelFault[]; timeZone: string };

type Parts = {
  database: Database;
  ceilings: MailCeilings;
  /** `null`: could not be read. */
  queue(): Promise<QueueHealth | null>;
  /** `null`: not counted in time. */
  keys(): Promise<KeyHealth[] | null>;
  /** The result of the checks at start, and losses since. */
  sinceStart(): Pick<DeskHealth, "server" | "undecryptable" | "oddConsents" | "droppedViews" | "uncountedVisits"> & {
    startedAt: Date;
    /** Requests whose contact was refused at start, by id. */
    doubtful: string[] | null;
    timetableFault: Date | null;
  };
  clock: Clock;
};

/** The advice is the same for the rest. */
const REQUESTS_SHOWN = 50;
const MAILS_SHOWN = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Every desk page shows the number of problems. It is read anew only after this time. */
const REMEMBERED_MS = 30 * 1000;

/** What works and what does not, so that the operator knows whom to call. */
export class GetHealthQuery {
  readonly #parts: Parts;
  #troubles: (Troubles & { readAt: Date }) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(): Promise<HealthReport> {
    const page = await this.#read(await this.#parts.keys());
    this.#remember(page);
    return page;
  }

  /** What the checks say, read anew and without counting rows by key. Throws `UnavailableError`. */
  async numbers(): Promise<DeskHealth> {
    return (await this.#read(null)).health;
  }

  /**
   * The number of checks that need attention, also more than 0 when a check cannot be read, and the channels that take nothing. Does not count rows by key:
   * rows that no key decrypts are known since the start. `anew`: bypasses the cache on the page that lists the checks.
   */
  async troubles({ anew }: { anew: boolean }): Promise<Troubles> {
    const now = this.#parts.clock().getTime();
    if (!anew && this.#troubles && now - this.#troubles.readAt.getTime() < REMEMBERED_MS) return this.#troubles;
    try {
      return this.#remember(await this.#read(null));
    } catch (error) {
      if (error instanceof UnavailableError) return { count: 1, channels: [], timeZone: "UTC" };
      throw error;
    }
  }

  #remember({ health, timeZone }: HealthReport): Troubles {
    const count = Object.values(needsAttention(health)).filter(Boolean).length;
    const troubles = { count, channels: health.channelFaults, timeZone };
    this.#troubles = { ...troubles, readAt: this.#parts.clock() };
    return troubles;
  }

  async #read(keys: KeyHealth[] | null): Promise<HealthReport> {
    const { database, queue, sinceStart, clock } = this.#parts;
    const now = clock();
    const { startedAt, timetableFault, doubtful: refused, ...found } = sinceStart();
    const stored = await database.transaction(async ({ mails, deliveries, retention, practice, desk }) => ({
      timeZone: (await practice.settings()).timeZone,
      failedMails: await mails.failed(MAILS_SHOWN),
      doubtful: await desk.unansweredOf(refused ?? []),
      waitingMails: await this.#waiting(mails, now),
      channelFaults: await deliveries.channelFaults(now),
      subscriptionLost: await mails.subscriptionLostAt(),
      purged: await retention.purgedSince(new Date(now.getTime() - DAY_MS)),
    }));
    const { failedMails, waitingMails, channelFaults, subscriptionLost, doubtful, purged, timeZone } = stored;
    const secondsSince = (moment: Date) => (now.getTime() - moment.getTime()) / 1000;
    const health = {
      failedMails: failedMails.count,
      waitingMails,
      channelFaults,
      subscriptionLostSecondsAgo: subscriptionLost && secondsSince(subscriptionLost),
      queue: await queue(),
      purged,
      keys,
      doubtfulContacts: refused && doubtful.length,
      ...found,
      timetableFaultSecondsAgo: timetableFault && secondsSince(timetableFault),
      upSeconds: secondsSince(startedAt),
    };
    return { health, failedMails: failedMails.newest, doubtful: doubtful.slice(0, REQUESTS_SHOWN), timeZone };
  }

  async #waiting(mails: MailLine, now: Date): Promise<WaitingMails | null> {
    const { count, first, sent, providerFull } = await mails.waitingInLine(now);
    if (first === null) return null;
    const hold = providerFull ? ({ by: "provider" } as const) : reachedCeiling(sent, now, this.#parts.ceilings);
    return { count, hold, first };
  }
}
