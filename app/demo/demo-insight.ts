import { addMinutes, subDays } from "date-fns";
import { addresses } from "#app/addresses.ts";
import type { Ids } from "#app/application/ports/clock.ts";
import { envelope, type TrackedView, type TrackingEvent, viewOf } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { appendEvents, appendViews } from "#app/infrastructure/insight/events.ts";
import { ViewBatch } from "#app/infrastructure/insight/view-batch.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";

/** Five weeks, so that four complete ones are always among them. */
const DAYS = 35;
/** How many see that there is no time, on each day of the week from Sunday. */
const VIEWS = [9, 21, 18, 16, 19, 14, 7];
const SERVICES = ["primary", "consultation", "primary", "couples", "primary", "consultation", "primary"];
const SOURCES = [
  "telegram_channel",
  "instagram_bio",
  undefined,
  "telegram_channel",
  "partner_site",
  "instagram_bio",
  undefined,
];
const CONTACTS = ["email", "telegram", "email", "phone"] as const;
const WINDOWS = ["weekday_evening", "any", "weekday_morning", "weekend", "weekday_evening"] as const;

/** Numbers without a visible pattern, the same every time (Knuth's multiplicative hash). */
const scattered = (number: number, salt: number) => (Math.imul(number + salt * 7919, 2_654_435_761) >>> 8) % 1_000;
const nth = <Each>(list: readonly [Each, ...Each[]] | readonly Each[], index: number): Each | undefined =>
  list[index % list.length];

type Visited = { seen: TrackedView; acts: TrackingEvent[] };

/** Five weeks of events behind the demo practice, the same every time. Does nothing when there are events. */
export async function seedDemoInsight(db: Db, { ids, now }: { ids: Ids; now: Date }): Promise<void> {
  const [present] = await db.select({ id: analyticsEvents.eventId }).from(analyticsEvents).limit(1);
  if (present) return;
  const acts: TrackingEvent[] = [];
  const seen = new ViewBatch(ids.uuid);
  for (let ago = DAYS; ago > 0; ago -= 1) {
    const day = subDays(now, ago);
    const views = (nth(VIEWS, day.getUTCDay()) ?? 0) + (ago % 4);
    for (let view = 0; view < views; view += 1) {
      const visited = visit({ ids, number: seen.size + acts.length + view, at: addMinutes(day, -view * 37) });
      seen.add(visited.seen);
      acts.push(...visited.acts);
    }
  }
  await appendViews(db, seen);
  await appendEvents(db, acts);
}

/** One person sees the page; every fifth leaves a request, every seventh opens the concierge. */
function visit({ ids, number, at }: { ids: Ids; number: number; at: Date }): Visited {
  const slug = nth(SERVICES, scattered(number, 1)) ?? "primary";
  const source = nth(SOURCES, scattered(number, 2));
  const utm: Utm = source === undefined ? {} : { utm_source: source };
  const page = { pagePath: addresses.noSlots.path, referrerHost: null, utm };
  const later = (minutes: number, from: "web" | "backend") =>
    envelope({ id: ids.uuid(), now: addMinutes(at, minutes), source: from, visit: page });
  const seen = viewOf({ serviceSlug: slug, visit: page, now: at });
  const chance = scattered(number, 3);
  if (chance < 230 && slug !== "couples") {
    const preferred_contact = nth(CONTACTS, number) ?? "email";
    const preferred_time_window = nth(WINDOWS, number) ?? "any";
    const properties = { service_slug: slug, preferred_contact, preferred_time_window };
    return { seen, acts: [{ ...later(2, "backend"), event_name: "waitlist_submitted", properties }] };
  }
  if (chance < 850) return { seen, acts: [] };
  const properties = {
    tg_target: "bot",
    tg_flow: "concierge",
    deep_link_id: ids.deepLink(),
    service_slug: slug,
  } as const;
  return { seen, acts: [{ ...later(1, "web"), event_name: "cta_tg_click", properties }] };
}
