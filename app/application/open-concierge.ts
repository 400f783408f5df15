import { DEEP_LINK_LIVES_DAYS, startPayload } from "#app/domain/telegram-link.ts";
import { envelope, type Visit } from "#app/domain/tracking-event.ts";
import { type Clock, type Database, type Ids, UnavailableError } from "./ports.ts";

type Parts = { database: Database; bot: string; ids: Ids; clock: Clock };

/** Mints the way into the bot for one click (G4). */
export class OpenConciergeUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The address to go on to. With the database away the way stays open; only the click is not counted, which is answered as `recorded: false`. */
  async execute(command: { serviceSlug: string | null; visit: Visit }): Promise<{ url: string; recorded: boolean }> {
    const id = this.#parts.ids.deepLink();
    const url = `https://t.me/${this.#parts.bot}?start=${startPayload(id)}`;
    try {
      await this.#record(id, command);
      return { url, recorded: true };
    } catch (error) {
      if (error instanceof UnavailableError) return { url, recorded: false };
      throw error;
    }
  }

  #record(id: string, { serviceSlug, visit }: { serviceSlug: string | null; visit: Visit }): Promise<void> {
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
