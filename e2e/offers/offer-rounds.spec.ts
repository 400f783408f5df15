import { NEVER_QUIET, offered } from "../support/offers/offers.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { press } from "../support/pages/press.ts";
import { expect, test } from "../support/practice.ts";
import { eventsOf } from "../support/records/events.ts";
import { bookingsOf, changeOfferRules, offersOf } from "../support/records/offers.ts";
import { requestsOf } from "../support/records/requests.ts";
import { offersByItself } from "../support/records/timetable.ts";

/** Between one and three days ahead, however many hours the worker has made: three people are asked at once. */
const SOON = 1.2;

test("in a round of three the first yes wins; the others are told and keep their place", async ({
  page,
  practice,
  context,
  javaScriptEnabled,
}) => {
  const { service, slot, link, persons, offer } = await offered(practice, { people: 3, inDays: SOON });
  const [, second, third] = persons;
  const slower = await context.newPage();
  await slower.goto((await offer(second?.address ?? "")).link);
  await offer(third?.address ?? "");
  await page.goto(link);
  await press(page, "Беру это время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Время за вами");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Время за вами");
  await press(slower, "Беру это время");
  await expectAccessible(slower, "Это время уже занято", javaScriptEnabled);
  await expect(slower.getByRole("main")).toContainText("Место в листе ожидания остаётся за вами.");
  for (const { address } of [second, third].flatMap((each) => each ?? [])) {
    const { text } = await practice.mailTo(address, "Это время уже занято");
    expect(text).toContain("в следующий раз первыми спросят вас");
  }
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
  expect((await requestsOf(practice, service.id)).map(({ status }) => status).toSorted()).toEqual([
    ...["closed", "new", "new"],
  ]);
  const steps = ["sent", "accepted"] as const;
  const counted = steps.map((step) => eventsOf(practice, service.slug, `waitlist_offer_${step}`));
  expect((await Promise.all(counted)).map((events) => events.length)).toEqual([3, 1]);
});

test("a cancelled hour is offered on, and seen by everybody when nobody is left", async ({ page, practice }) => {
  const { service, slot, link, persons, offer } = await offered(practice, { people: 2 });
  await changeOfferRules(practice, { ...NEVER_QUIET, undoDelayMinutes: 0 });
  await offersByItself(practice, service.id);
  await page.goto(link);
  await press(page, "Беру это время");
  const slots = `${practice.origin}/booking/slot/?service_slug=${service.slug}`;
  await page.goto(slots);
  await expect(page).toHaveURL(/no-slots/);
  await page.goto(link);
  await press(page, "Отменить встречу…");
  await press(page, "Отменить и больше не ждать");
  const next = await offer(persons[1]?.address ?? "");
  await page.goto(slots);
  await expect(page).toHaveURL(/no-slots/);

  await page.goto(next.link);
  await press(page, "Это время не подходит");
  const seen = async () => (await page.goto(slots))?.url();
  await expect.poll(seen, { timeout: 60_000 }).toBe(slots);
  expect((await offersOf(practice, slot.id)).map(({ status }) => status)).toEqual(["accepted", "declined"]);
});
