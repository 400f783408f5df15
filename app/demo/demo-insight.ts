import { addMinutes, subDays } from "date-fns";
import type { Ids } from "#app/application/ports/clock.ts";
import { envelope, type TrackingEvent, VIEW_DATE_RANGE } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { appendEvents } from "#app/infrastructure/insight/events.ts";
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

/** Five weeks behind the demo practice, for the numbers of the desk: the same every time. Does nothing when there are events. */
export async function seedDemoInsight(db: Db, { ids, now }: { ids: Ids; now: Date }): Promise<void> {
  const [present] = await db.select({ id: analyticsEvents.eventId }).from(analyticsEvents).limit(1);
  if (present) return;
  const events: TrackingEvent[] = [];
  for (let ago = DAYS; ago > 0; ago -= 1) {
    const day = subDays(now, ago);
    const views = (nth(VIEWS, day.getUTCDay()) ?? 0) + (ago % 4);
    for (let view = 0; view < views; view += 1) {
      events.push(...visitEvents({ ids, number: events.length + view, at: addMinutes(day, -view * 37) }));
    }
  }
  await appendEvents(db, events);
}

/** One person sees the page; every fifth leaves a request, every seventh goes to the concierge. */
function visitEvents({ ids, number, at }: { ids: Ids; number: number; at: Date }): TrackingEvent[] {
  const slug = nth(SERVICES, scattered(number, 1)) ?? "primary";
  const source = nth(SOURCES, scattered(number, 2));
  const utm: Utm = source === undefined ? {} : { utm_source: source };
  const visit = { pagePath: "/booking/no-slots/", referrerHost: null, utm };
  const about = (minutes: number, from: "web" | "backend") =>
    envelope({ id: ids.uuid(), now: addMinutes(at, minutes), source: from, visit });
  const seen: TrackingEvent = {
    ...about(0, "web"),
    event_name: "show_no_slots",
    properties: { service_slug: slug, date_range: VIEW_DATE_RANGE },
  };
  const chance = scattered(number, 3);
  if (chance < 230 && slug !== "couples") {
    const preferred_contact = nth(CONTACTS, number) ?? "email";
    const preferred_time_window = nth(WINDOWS, number) ?? "any";
    const properties = { service_slug: slug, preferred_contact, preferred_time_window };
    return [seen, { ...about(2, "backend"), event_name: "waitlist_submitted", properties }];
  }
  if (chance < 850) return [seen];
  const properties = {
    tg_target: "bot",
    tg_flow: "concierge",
    deep_link_id: ids.deepLink(),
    service_slug: slug,
  } as const;
  return [seen, { ...about(1, "web"), event_name: "cta_tg_click", properties }];
}
