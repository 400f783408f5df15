import { endOffersOfRequest } from "#app/application/offers/end-offers.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import { happened, type TimelineEntry } from "#app/domain/lead.ts";
import { changeRequest, type RequestChange, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** More changes than this in a day are applied but not recorded in the timeline. */
const TOLD_IN_A_DAY = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

type Parts = { database: Database; links: PrivateLinks; ids: Ids; clock: Clock };

/** The person changes their own request by its private link: the window, a pause, its term. */
export class ChangeRequestUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(command: {
    token: string;
    change: RequestChange;
  }): Promise<{ status: "changed" } | { status: "unknown-link" }> {
    const { database, links, ids, clock } = this.#parts;
    return database.transaction(async (repositories) => {
      const { waitlistRequests, practice, timeline, line } = repositories;
      const before = await waitlistRequests.findByTokenHash(links.hash(command.token));
      if (!before || before.status === "closed") return { status: "unknown-link" };
      await waitlistRequests.update(changeRequest(before, command.change, clock()));
      // Any change is an answer to «Ждать дальше?».
      await line.mark(before.id, { askedToWaitAt: null });
      if (command.change.to === "paused")
        await endOffersOfRequest(repositories, this.#parts, { request: before, end: "paused", source: "web" });
      const { service } = await practice.serviceOf(before.serviceId);
      const told = await timeline.countSince(before.id, new Date(clock().getTime() - DAY_MS));
      const entry = told < TOLD_IN_A_DAY ? entryFor(before, command.change, service.slug) : null;
      await timeline.append(entry ? happened(before, entry, "web", { id: ids.uuid(), at: clock() }) : []);
      return { status: "changed" };
    });
  }
}

/** A double submit is recorded once. */
function entryFor(before: WaitlistRequest, change: RequestChange, service_slug: string): TimelineEntry | null {
  switch (change.to) {
    case "window": {
      const windows = { preferred_time_window: change.window, previous_time_window: before.preferredTimeWindow };
      if (change.window === before.preferredTimeWindow) return null;
      return { name: "waitlist_window_changed", properties: { service_slug, ...windows } };
    }
    case "paused":
      return before.pausedAt ? null : { name: "waitlist_paused", properties: { service_slug } };
    case "resumed":
      return before.pausedAt ? { name: "waitlist_resumed", properties: { service_slug } } : null;
    case "renewed":
      return before.renewalAskedAt ? { name: "waitlist_renewed", properties: { service_slug } } : null;
  }
}
