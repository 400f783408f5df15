import type { Locator, Page } from "@playwright/test";
import { atTheDesk, joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { form, send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { addCrowd } from "../support/records/requests.ts";

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 720 },
];

/** The element that says this is in the viewport and has the focus. */
async function expectSeen(page: Page, says: string | RegExp) {
  const answer = page.locator("[data-answer]").filter({ hasText: says });
  await expect(answer).toBeFocused();
  await expect(answer).toBeInViewport({ ratio: 0.9 });
}
const section = (page: Page, name: string) => page.locator("section", { has: page.getByRole("heading", { name }) });
const reason = (page: Page) => page.getByLabel("Закрыть с причиной");
const topOf = (place: Locator) => place.evaluate((element) => element.getBoundingClientRect().top);
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
let day = 40;

for (const viewport of SIZES) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("the result of an act on a person is in sight, with undo; so is a refusal", async ({ page, practice }) => {
      const { href } = await joined(page, practice);
      await signInToDesk(page, practice);
      await page.goto(href);
      await press(page, "Закрыть заявку");
      await expectSeen(page, "Выберите причину из списка");
      await press(page, "Удалить данные");
      await expectSeen(page, "Напишите слово «удалить»");
      await press(page, "Показать контакт");
      await expectSeen(page, "Написать письмо");
      await reason(page).selectOption("declined");
      await press(page, "Закрыть заявку");
      await expectSeen(page, "Заявка закрыта.");
      await expect(main(page)).not.toContainText("Проверьте форму");
      const undo = page.getByRole("button", { name: "Отменить последнее действие" });
      await expect(undo).toBeInViewport({ ratio: 1 });
      await undo.click();
      await expectSeen(page, "Отменено: всё как было.");
      for (const _ of ["once", "again"]) {
        await page.getByLabel("Заметка").selectOption("no_answer");
        await press(page, "Добавить заметку");
        await expectSeen(page, "Заметка добавлена.");
      }
    });

    test("the second of two operators sees at once that the first was quicker", async ({ page, practice }) => {
      const { href } = await joined(page, practice);
      await signInToDesk(page, practice);
      await page.goto(href);
      const other = await atTheDesk(practice, "assistant");
      const seen = await page.locator("input[name=seen]").first().inputValue();
      const closing = form({ intent: "closed", reason: "booked", seen });
      const headers = { ...closing.headers, Cookie: other.cookie, Origin: practice.origin };
      expect((await send(href, { ...closing, headers })).status).toBe(303);
      await reason(page).selectOption("declined");
      await press(page, "Закрыть заявку");
      await expectSeen(page, other.email);
    });

    test("a result about slots, added or refused, is in sight", async ({ page, practice }) => {
      const service = await practice.service({ title: `Видно ${crypto.randomUUID().slice(0, 8)}` });
      await signInToDesk(page, practice);
      await page.goto(`${practice.origin}/desk/time/`);
      const one = section(page, "Добавить окно");
      day += 8;
      await one.getByLabel("Дата").fill(inDays(day));
      await one.getByLabel("Начало").fill("04:10");
      await one.getByLabel("Услуга").selectOption({ label: service.title });
      await press(page, "Добавить окно");
      await expectSeen(page, "Окна добавлены");
      await press(page, "Добавить окна");
      await expectSeen(page, "Выберите хотя бы один день недели");
    });

    test("an invitation's address is in sight, and so is the reason for none", async ({ page, practice }) => {
      await signInToDesk(page, practice);
      await page.goto(`${practice.origin}/desk/settings/`);
      await press(page, "Создать приглашение");
      await expectSeen(page, "Проверьте форму");
      await page.getByLabel("Почта").fill(`seen.${crypto.randomUUID().slice(0, 8)}@example.org`);
      await press(page, "Создать приглашение");
      await expectSeen(page, "Ссылка-приглашение");
    });

    test("a link leads to the top of the next page and back; a filter keeps the place", async ({
      page,
      practice,
      javaScriptEnabled,
    }) => {
      const { service } = await joined(page, practice);
      await addCrowd(practice, service.id, 30);
      await signInToDesk(page, practice);
      await page.goto(`${practice.origin}/desk/?service=${service.slug}`);
      const last = page.getByRole("row").last().getByRole("link");
      await last.scrollIntoViewIfNeeded();
      const before = await topOf(last);
      await last.click();
      await expect(page.getByRole("heading", { level: 1, name: service.title })).toBeInViewport();
      await page.goBack();
      await expect.poll(() => topOf(last)).toBeCloseTo(before, 0);
      const show = page.getByRole("button", { name: "Показать", exact: true });
      await show.scrollIntoViewIfNeeded();
      await page.getByLabel("Удобное время").selectOption("weekday_evening");
      const stood = await page.evaluate(() => scrollY);
      await show.click();
      await expect(page).toHaveURL(/window=weekday_evening/);
      await expect(main(page)).toContainText(service.title);
      if (javaScriptEnabled) expect(await page.evaluate(() => scrollY)).toBe(stood);
    });
  });
}
