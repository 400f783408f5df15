import type { Page } from "@playwright/test";
import { aTitle, noSlots, test } from "../support/chat/chat.ts";
import { WORLDS } from "../support/chat/worlds.ts";
import { main, signInToDesk } from "../support/desk/desk.ts";
import { NEVER_QUIET } from "../support/offers/offers.ts";
import { expect } from "../support/practice.ts";
import { bookingsOf, changeOfferRules } from "../support/records/offers.ts";
import { requestOf } from "../support/records/requests.ts";
import { slotsOf } from "../support/records/timetable.ts";

const NAMES = { telegram: "Telegram", max: "MAX" };
/** One psychologist has one time: every walk has a day of its own. */
let days = 0;
const aDay = () => new Date(Date.now() + (30 + days++) * 24 * 3600_000).toISOString().slice(0, 10);
const section = (page: Page, name: string) =>
  page.locator("section", { has: page.getByRole("heading", { name, exact: true }) });

for (const world of WORLDS) {
  const { messenger } = world;
  const name = NAMES[messenger];
  test(`${messenger}: page, chat, list, desk, offer, booked, and the operator sees each`, async ({
    page,
    context,
    practice,
    bot,
    maxBot,
  }) => {
    await changeOfferRules(practice, NEVER_QUIET);
    const title = aTitle();
    const { id: serviceId, slug } = await practice.service({ title });

    // The page. Only the messenger's own page, to which it leads, is not there in a test.
    let onward = "";
    await context.route(`**/booking/${messenger}/**`, async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      onward = answer.headers().location ?? "";
      await route.fulfill({ status: 200, contentType: "text/html", body: "<title>opened</title>" });
    });
    await page.goto(noSlots(practice, slug));
    const [opened] = await Promise.all([
      context.waitForEvent("page"),
      main(page)
        .getByRole("link", { name: new RegExp(`консьержа\\sв\\s${name}`) })
        .click(),
    ]);
    await expect(opened).toHaveTitle("opened");
    await opened.close();
    expect(new URL(onward).host).toBe({ telegram: "t.me", max: "max.ru" }[messenger]);

    // The chat.
    const anna = world.someone(practice, { bot, maxBot }, "anna_walks");
    await anna.starts(new URL(onward).searchParams.get("start") ?? "");
    await anna.sees(title);
    await anna.joins("Любое время");

    // The list, and the person at the desk.
    await signInToDesk(page, practice);
    await page.goto(`${practice.origin}/desk/`);
    const row = page.getByRole("row", { name: title });
    await expect(row).toContainText(name);
    await expect(page.locator("body")).not.toContainText(String(anna.id));
    await row.getByRole("link", { name: title }).click();
    await expect(main(page)).toContainText(name);
    await expect(page.locator("body")).not.toContainText(String(anna.id));

    // The desk adds an hour and offers it to the list.
    await page.goto(`${practice.origin}/desk/time/`);
    const add = section(page, "Добавить окно");
    const day = aDay();
    await add.getByLabel("Дата").fill(day);
    await add.getByLabel("Начало").fill(messenger === "max" ? "06:10" : "07:20");
    await add.getByLabel("Услуга").selectOption({ label: title });
    await add.getByRole("button", { name: "Добавить окно" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Окна добавлены" })).toBeVisible();
    const [slot] = await slotsOf(practice, serviceId);
    await page.goto(`${practice.origin}/desk/offers/${slot?.id}/`);
    await section(page, "Предложить листу").getByRole("button", { name: "Предложить листу" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Окно предложено листу." })).toBeVisible();

    // The offer in the chat, and the booking.
    const offer = await anna.sees("Появилось свободное время");
    expect(offer.text).toContain(title);
    await anna.chooses("Беру это время");
    await anna.sees(/Договорились/);
    expect(await bookingsOf(practice, slot?.id ?? "")).toMatchObject([{ state: "booked" }]);
    expect(await requestOf(practice, serviceId)).toMatchObject({ status: "closed", closedReason: "booked" });
    await page.reload();
    await expect(main(page)).toContainText("занято");
    await expect(section(page, "Кому предложено").getByRole("row").last()).toContainText(name);
    await expect(page.locator("body")).not.toContainText(String(anna.id));
  });
}
