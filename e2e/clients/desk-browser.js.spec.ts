import type { Page } from "@playwright/test";
import { joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { application, send } from "../support/http.ts";
import { NEVER_QUIET } from "../support/offers/offers.ts";
import { translate } from "../support/pages/translated.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { changeOfferRules } from "../support/records/offers.ts";

test("an act is sent although the browser reports itself offline", async ({ page, practice }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "onLine", { get: () => false });
  });
  const { href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Отметить: связались");
  await expect.poll(async () => (await row())?.status).toBe("contacted");
  await press(page, "Показать контакт");
  await expect(page.locator(".contact")).toBeVisible();
});

/** Elements that appear and disappear on the desk's pages while a translation is shown. */
const faultless = async (page: Page, acts: () => Promise<void>) => {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await translate(page);
  await acts();
  await expect(main(page)).not.toContainText("сломалась");
  expect(faults).toEqual([]);
};

test("a translated page of time shows windows as they are added, closed and removed", async ({ page, practice }) => {
  const { id } = await practice.service();
  const slot = await practice.freeTime(id, 1);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/?day=${slot.startsAt.toISOString().slice(0, 10)}`);
  await faultless(page, async () => {
    const form = page.locator("section", { has: page.getByRole("heading", { name: "Добавить окно" }) });
    await form.getByRole("button", { name: "Добавить окно" }).click();
    await expect(page.getByRole("alert").first()).toContainText("Проверьте форму");
    await form.getByLabel("Начало").fill("05:10");
    await form.getByLabel("Услуга").selectOption({ index: 0 });
    await form.getByLabel("Дата").fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
    await form.getByRole("button", { name: "Добавить окно" }).click();
    await expect(page.locator("[data-answer=good]")).toContainText("Окна добавлены");
    for (const [name, done] of [
      ["Закрыть", "Окно закрыто"],
      ["Открыть", "Окно снова свободно."],
      ["Удалить", "Окно удалено."],
    ] as const) {
      await page
        .getByRole("button", { name: new RegExp(`^${name}`) })
        .first()
        .click();
      await expect(page.locator("[data-answer=good]")).toContainText(done);
    }
    await page.getByRole("link", { name: "Позже" }).click();
    await page.getByRole("link", { name: "Раньше" }).click();
  });
});

test("a translated page of a person goes on through every act", async ({ page, practice }) => {
  const { href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  await faultless(page, async () => {
    await press(page, "Показать контакт");
    await expect(page.locator(".contact")).toBeVisible();
    await press(page, "Закрыть заявку");
    await expect(page.locator(".problem")).toBeVisible();
    for (const name of ["Отметить: связались", "Отменить последнее действие"]) {
      await press(page, name);
      await expect(page.locator("form[aria-busy=true]")).toHaveCount(0);
    }
    await page.getByLabel("Закрыть с причиной").selectOption("declined");
    await press(page, "Закрыть заявку");
    await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
    for (const name of ["Ожидают", "Услуги", "Статистика", "Исправность", "Журнал", "Настройки", "Время"]) {
      await page.getByRole("navigation", { name: "Разделы" }).getByRole("link", { name }).click();
      await expect(main(page).getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".desk")).toHaveAttribute("aria-busy", "false");
    }
  });
  expect(await row()).toMatchObject({ closedReason: "declined" });
});

test("translated pages of an hour, the rules and the calendar go on through every act", async ({ page, practice }) => {
  await changeOfferRules(practice, NEVER_QUIET);
  const service = await practice.service();
  await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(somebody()));
  await practice.jobsDone();
  const slot = await practice.freeTime(service.id, 9);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/offers/${slot.id}/`);
  const told = (words: string) => expect(page.locator("[data-answer=good]")).toContainText(words);
  const section = (name: string) => page.getByRole("navigation", { name: "Разделы" }).getByRole("link", { name });
  await faultless(page, async () => {
    await press(page, "Предложить листу");
    await told("Окно предложено листу.");
    await practice.jobsDone();
    await section("Предложения").click();
    await page.locator(`a[href="/desk/offers/${slot.id}/"]`).click();
    await main(page)
      .getByRole("button", { name: /^Держать/ })
      .click();
    await told("Держим дольше.");
    await press(page, "Показать всем");
    await told("Окно видят все.");
    await section("Настройки").click();
    await page.getByRole("link", { name: "Правила предложений" }).click();
    await page.getByLabel("Предложений одному человеку за неделю").fill("none");
    await press(page, "Сохранить правила");
    await expect(page.locator(".problem")).toBeVisible();
    await section("Настройки").click();
    await page.getByRole("link", { name: /^Календарь/ }).click();
    await press(page, "Добавить выходные");
    await expect(page.locator(".problem")).toBeVisible();
    await page.getByLabel("С даты").fill(new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10));
    await press(page, "Добавить выходные");
    await told("Выходные добавлены.");
    await main(page).getByRole("row").getByRole("button").first().click();
    await told("Выходные убраны.");
  });
});

test("a fault of the page's own script is not called one of the server", async ({ page, practice }) => {
  const { href } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  await page.evaluate(() => {
    const { focus } = HTMLElement.prototype;
    HTMLElement.prototype.focus = function (options) {
      if (this.dataset.answer) throw new DOMException("The node is not a child of this node.", "NotFoundError");
      focus.call(this, options);
    };
  });
  await press(page, "Показать контакт");
  await expect(main(page)).toContainText("Страница в браузере сломалась");
  await expect(main(page)).not.toContainText("На сервере неполадка");
});

test("the first click on a page from before a deploy goes where it leads", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/`);
  // As after a deploy: the code of the old build is gone, the new page has its own.
  let old = true;
  await page.route(/\/assets\/desk\.services\._index-/, (route) =>
    old ? route.fulfill({ status: 404 }) : route.continue(),
  );
  page.on("framenavigated", () => {
    old = false;
  });
  await page.getByRole("navigation", { name: "Разделы" }).getByRole("link", { name: "Услуги" }).click();
  await expect(page).toHaveURL(`${practice.origin}/desk/services/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Услуги");
});
