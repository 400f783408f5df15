import type { Page } from "@playwright/test";
import { v7 } from "uuid";
import { seedDemoInsight } from "#app/demo/demo-insight.ts";
import { submission } from "#app/testing/practice.ts";
import { signInToDesk } from "../support/desk/desk.ts";
import { offered, offerToList } from "../support/offers/offers.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { deleteEvents } from "../support/records/events.ts";
import { failConfirmation, mendConfirmation } from "../support/records/mails.ts";
import { requestOf } from "../support/records/requests.ts";
import { outOfReach } from "../support/records/whole-tables.ts";

type Visit = {
  name: string;
  path: string;
  /** `null`: the day and hour of a slot. */
  heading: string | null;
  and?: (page: Page, practice: Practice) => Promise<unknown>;
};

const refused = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
};
let clicks = 0;
/** A click's id as eight letters and digits. */
const deepLink = () => String(clicks++).padStart(8, "0");

const VISITS: Visit[] = [
  { name: "settings", path: "/desk/settings/", heading: "Настройки" },
  {
    name: "a promise refused",
    path: "/desk/settings/",
    heading: "Настройки",
    async and(page) {
      await page.getByLabel("Отвечаем в течение").fill("много");
      await refused("Сохранить срок")(page);
    },
  },
  {
    name: "days off refused",
    path: "/desk/calendar/",
    heading: "Календарь",
    and: refused("Добавить выходные"),
  },
  { name: "the audit log", path: "/desk/audit/", heading: "Журнал" },
  {
    name: "a contact that is none",
    path: "/desk/search/",
    heading: "Найти по контакту",
    async and(page) {
      await page.getByRole("button", { name: "Найти", exact: true }).click();
      await expect(page.getByRole("main")).toContainText("Ошибка: Напишите контакт целиком");
    },
  },
  { name: "no such page", path: "/desk/nowhere/", heading: "Такой страницы нет" },
  { name: "services", path: "/desk/services/", heading: "Услуги" },
  {
    name: "a new service refused",
    path: "/desk/services/new/",
    heading: "Новая услуга",
    and: refused("Добавить услугу"),
  },
  { name: "the week", path: "/desk/time/", heading: "Время" },
  { name: "a window refused", path: "/desk/time/", heading: "Время", and: refused("Добавить окно") },
  { name: "a week that is none", path: "/desk/time/?week=soon", heading: "Время" },
  {
    name: "offers: a call that is due, an ask, and what is under way",
    path: "/desk/offers/",
    heading: "Предложения",
    async and(page, practice) {
      await offered(practice, { people: 2, inDays: 5 });
      const { service } = await offered(practice, { inDays: 8 });
      const { id } = await practice.freeTime(service.id, 6);
      const { preferredTimeWindow: _, ...command } = submission(service.slug, somebody());
      expect((await practice.app.askForHour.execute({ ...command, slotId: id })).status).toBe("asked");
      const phone = { method: "phone", value: "+79161234567" } as const;
      const called = await practice.service();
      await practice.app.createWaitlistRequest.execute({ ...submission(called.slug, somebody()), contact: phone });
      await offerToList(practice, called, 4);
      await practice.jobsDone();
      await page.reload();
      for (const words of ["Подтвердить", "Нет ответа", "предложено до"])
        await expect(page.getByRole("main")).toContainText(new RegExp(words.replaceAll(" ", "\\s")));
      for (const summary of await page.locator("main summary").all()) await summary.click();
    },
  },
  { name: "the rules of offers", path: "/desk/offers/rules/", heading: "Правила предложений" },
  {
    name: "the journal of an hour with an offer and a skip",
    path: "/desk/offers/",
    heading: null,
    async and(page, practice) {
      const { slot, persons } = await offered(practice, { people: 2, inDays: 4 });
      expect(persons).toHaveLength(2);
      await page.goto(`${practice.origin}/desk/offers/${slot.id}/`);
    },
  },
  { name: "faults", path: "/desk/faults/", heading: "Исправность" },
  {
    name: "faults with something amiss",
    path: "/desk/faults/",
    heading: "Исправность",
    async and(page, practice) {
      const { id, slug } = await practice.service();
      await practice.app.createWaitlistRequest.execute(submission(slug, somebody()));
      await practice.jobsDone();
      const request = await requestOf(practice, id);
      await failConfirmation(practice, request.id, "smtp_550");
      const repair = await outOfReach(practice, "pgboss.job");
      await page.reload();
      await repair();
      await mendConfirmation(practice, request.id);
      for (const words of ["Очередь заданий не читается", "Письма, которые не дошли"])
        await expect(page.getByRole("main")).toContainText(words);
    },
  },
  { name: "insight of days that are none", path: "/desk/insight/?from=soon", heading: "Статистика" },
  {
    name: "insight with its numbers",
    path: "/desk/insight/",
    heading: "Статистика",
    async and(page, practice) {
      await deleteEvents(practice);
      await seedDemoInsight(practice.db, { ids: { uuid: () => v7(), deepLink }, now: new Date() });
      await page.reload();
      for (const summary of await page.locator("summary").all()) await summary.click();
    },
  },
];

// The documents are the same without JavaScript, where axe cannot run.
for (const { name, path, heading, and } of VISITS) {
  test(`at the desk, ${name}: no WCAG 2.2 AA violations, no scrolling sideways at 320 px`, async ({
    page,
    practice,
  }) => {
    await practice.freeTime((await practice.service()).id, 1);
    await signInToDesk(page, practice);
    await page.goto(practice.origin + path);
    await and?.(page, practice);
    const shown = heading ?? (await page.getByRole("heading", { level: 1 }).textContent());
    await expectAccessible(page, shown ?? "", true);
  });
}
