import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { ChannelNotice } from "#app/application/ports/operator-notices.ts";

type Parts = { ids: Ids; clock: Clock };

/**
 * Tells the operator by mail of each messenger that takes nothing, once per outage, in the caller's transaction. Of the mail itself no
 * mail can tell: every page of the desk does.
 */
export async function reportOutages(repositories: Repositories, parts: Parts): Promise<void> {
  for (const { channel, fault, worked } of await repositories.deliveries.channelFaults(parts.clock())) {
    if (channel === "email") continue;
    await report(repositories, parts, { messenger: channel, fault, outage: worked?.toISOString() ?? "never" });
  }
}

async function report({ mails, jobs }: Repositories, { ids, clock }: Parts, notice: ChannelNotice): Promise<void> {
  const noticeId = ids.uuid();
  if (await mails.addChannelNotice(noticeId, notice, clock()))
    await jobs.enqueue([{ name: "tell-outage", data: { noticeId } }]);
}

/** Looks every hour whether a messenger takes nothing. */
export class ReportOutagesUseCase {
  readonly #parts: Parts & { database: Database };

  constructor(parts: Parts & { database: Database }) {
    this.#parts = parts;
  }

  execute(): Promise<void> {
    return this.#parts.database.transaction((repositories) => reportOutages(repositories, this.#parts));
  }

  /** MAX had dropped the subscription to our webhook. One that is lost again on the same day is told once. */
  subscriptionLost(): Promise<void> {
    const day = this.#parts.clock().toISOString().slice(0, "2026-11-23".length);
    const notice = { messenger: "max", fault: "lost", outage: day } as const;
    return this.#parts.database.transaction((repositories) => report(repositories, this.#parts, notice));
  }
}
