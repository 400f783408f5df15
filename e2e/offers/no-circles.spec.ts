import type { Page } from "@playwright/test";
import { application, form, send } from "../support/http.ts";
import { offered } from "../support/offers/offers.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { closeEverything, deleteSlot } from "../support/records/timetable.ts";
import { outOfReach } from "../support/records/whole-tables.ts";
import { walkToHelp } from "../support/walk.ts";

const GONE = "A".repeat(22);
const ofService = (slug: string) => [
  `/booking/no-slots/?service_slug=${slug}`,
  `/booking/slot/?service_slug=${slug}`,
  `/booking/time/${crypto.randomUUID()}/?service_slug=${slug}`,
];
const OF_NOBODY = [
  "/",
  "/booking/",
  "/booking/no-slots/",
  "/booking/slot/",
  "/booking/time/no-such/",
  ...ofService("no-such"),
  "/booking/no-slots/thanks/",
  "/waitlist/leave/",
  `/waitlist/${GONE}/`,
  `/waitlist/${GONE}/booking/`,
  `/offer/${GONE}/`,
  "/emergency/",
  "/legal/privacy/",
  "/legal/personal-data-consent/",
  "/legal/communications-consent/",
  "/legal/consents/",
  "/no-such/",
];

async function walkAll(page: Page, practice: Practice, starts: string[]) {
  for (const start of starts) await walkToHelp(page, new URL(start, practice.origin).href);
}

/** Services and hours in every state, and the addresses at which a visitor may arrive. */
async function everyState(practice: Practice): Promise<string[]> {
  const none = await practice.service();
  const paused = await practice.service({ waitlistOpen: false });
  const elsewhere = await practice.service({ bookingUrl: "https://calendar.example/book" });
  await practice.freeTime(elsewhere.id);
  const free = await practice.service();
  const pausedFree = await practice.service({ waitlistOpen: false });
  const [hour, asked, last] = [
    await practice.freeTime(free.id),
    await practice.freeTime(free.id),
    await practice.freeTime(pausedFree.id),
  ];
  practice.app.timetable.invalidate();
  const at = (slotId: string, slug: string) => `/booking/time/${slotId}/?service_slug=${slug}`;
  for (const [slot, slug] of [
    [asked, free.slug],
    [last, pausedFree.slug],
  ] as const) {
    const taken = await send(practice.origin + at(slot.id, slug), application(somebody()));
    expect(taken.status).toBe(303);
  }
  const services = [none, paused, elsewhere, free, pausedFree].map(({ slug }) => slug);
  return [
    ...OF_NOBODY,
    ...services.flatMap(ofService),
    at(hour.id, free.slug),
    at(asked.id, free.slug),
    at(last.id, pausedFree.slug),
  ];
}

/** The pages of an offer and of a request after each end. */
async function ends(practice: Practice): Promise<string[]> {
  const taken = await offered(practice);
  await send(taken.link, form({ intent: "accept" }));
  const declined = await offered(practice);
  await send(declined.link, form({ intent: "decline" }));
  const removed = await offered(practice);
  await deleteSlot(practice, removed.slot.id);
  const left = await offered(practice);
  await send(left.ownLink, form({ intent: "leave" }));
  return [taken, declined, removed, left].flatMap(({ link, ownLink }) => [link, ownLink, `${ownLink}booking/`]);
}

const NO_BOT = { messengers: [], bots: [] };

for (const [what, config] of [
  ["with a bot", {}],
  ["without one", NO_BOT],
] as const) {
  test(`no page leads in a circle, ${what}`, async ({ page }) => {
    const practice = await Practice.start(config);
    try {
      const starts = await everyState(practice);
      await walkAll(page, practice, starts);
      await walkAll(page, practice, await ends(practice));
      const repair = await outOfReach(practice, "availability_slots");
      practice.app.timetable.invalidate();
      await walkAll(page, practice, starts);
      await repair();
    } finally {
      await practice.stop();
    }
  });
}

test("where every list is paused and no hour is free, the walk ends at help lines", async ({ page }) => {
  const practice = await Practice.start(NO_BOT);
  try {
    await closeEverything(practice);
    practice.app.timetable.invalidate();
    await walkAll(page, practice, [...OF_NOBODY, ...ofService("primary"), ...ofService("couples")]);
  } finally {
    await practice.stop();
  }
});
