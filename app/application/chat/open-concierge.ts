import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { type Database, UnavailableError } from "#app/application/ports/database.ts";
import type { VisitLimits } from "#app/application/ports/insight.ts";
import { clickOf } from "#app/domain/chat/link-events.ts";
import type { NamedBot } from "#app/domain/chat/messenger.ts";
import { DEEP_LINK_LIVES_DAYS, startAddress } from "#app/domain/chat/start-link.ts";
import { envelope } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";

type Parts = {
  database: Database;
  limits: Pick<VisitLimits, "admitClick">;
  ids: Ids;
  clock: Clock;
};
/** `counted`: a person at a known browser. Any other link works too, and is no click in the numbers. */
type Click = {
  bot: NamedBot;
  serviceSlug: string | null;
  slotId: string | null;
  visit: Visit;
  addressPrefix: string;
  counted: boolean;
};

/** `url` always works. A link that was not recorded looks the same; the bot then asks for the service. */
export type OpenConciergeOutcome = { url: string; recorded: "yes" | "over-limit" | "database-away" };

/** Creates the bot link for one click. */
export class OpenConciergeUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: Click): Promise<OpenConciergeOutcome> {
    const id = this.#parts.ids.deepLink();
    const url = startAddress(command.bot, id);
    if (!this.#parts.limits.admitClick(command.addressPrefix)) return { url, recorded: "over-limit" };
    try {
      await this.#record(id, command);
      return { url, recorded: "yes" };
    } catch (error) {
      if (error instanceof UnavailableError) return { url, recorded: "database-away" };
      throw error;
    }
  }

  #record(id: string, { bot, serviceSlug, slotId, visit, counted }: Click): Promise<void> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ practice, line, deepLinks, events }) => {
      const service = serviceSlug === null ? null : (await practice.findService(serviceSlug)).service;
      const slot = slotId === null ? null : await line.findSlot(slotId);
      await deepLinks.add({
        id,
        serviceId: service?.id ?? null,
        slotId: slot?.id ?? null,
        utm: visit.utm,
        createdAt: now,
        expiresAt: new Date(now.getTime() + DEEP_LINK_LIVES_DAYS * 24 * 60 * 60 * 1000),
      });
      if (!counted) return;
      await events.append([
        {
          ...envelope({ id: this.#parts.ids.uuid(), now, source: "web", visit }),
          ...clickOf(bot.messenger, id, service?.slug ?? null),
        },
      ]);
    });
  }
}
