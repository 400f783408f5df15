import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { type Database, UnavailableError } from "#app/application/ports/database.ts";
import type { VisitLimits } from "#app/application/ports/insight.ts";
import { DEEP_LINK_LIVES_DAYS, startPayload } from "#app/domain/chat/start-link.ts";
import { envelope } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";

type Parts = {
  database: Database;
  limits: Pick<VisitLimits, "admitClick">;
  bot: string;
  ids: Ids;
  clock: Clock;
};
type Click = { serviceSlug: string | null; visit: Visit; addressPrefix: string };

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
    const url = `https://t.me/${this.#parts.bot}?start=${startPayload(id)}`;
    if (!this.#parts.limits.admitClick(command.addressPrefix)) return { url, recorded: "over-limit" };
    try {
      await this.#record(id, command);
      return { url, recorded: "yes" };
    } catch (error) {
      if (error instanceof UnavailableError) return { url, recorded: "database-away" };
      throw error;
    }
  }

  #record(id: string, { serviceSlug, visit }: Click): Promise<void> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ practice, deepLinks, events }) => {
      const service = serviceSlug === null ? null : (await practice.findService(serviceSlug)).service;
      await deepLinks.add({
        id,
        flow: "concierge",
        serviceId: service?.id ?? null,
        utm: visit.utm,
        createdAt: now,
        expiresAt: new Date(now.getTime() + DEEP_LINK_LIVES_DAYS * 24 * 60 * 60 * 1000),
      });
      await events.append([
        {
          ...envelope({ id: this.#parts.ids.uuid(), now, source: "web", visit }),
          event_name: "cta_tg_click",
          properties: {
            tg_target: "bot",
            tg_flow: "concierge",
            deep_link_id: id,
            ...(service ? { service_slug: service.slug } : {}),
          },
        },
      ]);
    });
  }
}
