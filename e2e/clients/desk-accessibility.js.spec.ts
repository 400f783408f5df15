import type { Page } from "@playwright/test";
import { v7 } from "uuid";
import { seedDemoInsight } from "#app/demo/demo-insight.ts";
import { submission } from "#app/testing/practice.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { signInToDesk } from "../support/desk/desk.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";

type Visit = {
  name: string;
  path: string;
  heading: string;
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
  { name: "faults", path: "/desk/faults/", heading: "Состояние" },
  {
    name: "faults with something amiss",
    path: "/desk/faults/",
    heading: "Состояние",
    async and(page, practice) {
      const { slug } = await practice.service();
      await practice.app.createWaitlistRequest.execute(submission(slug, somebody()));
      await practice.jobsDone();
      await practice.query("update mails set failed_at = now(), error_code = 'smtp_550'");
      await practice.query("alter table pgboss.job rename to out_of_reach");
      await page.reload();
      await practice.query("alter table pgboss.out_of_reach rename to job");
      await practice.query("update mails set failed_at = null, error_code = null");
      for (const words of ["Очередь заданий не читается", "Письма, которые не дошли"])
        await expect(page.getByRole("main")).toContainText(words);
    },
  },
  { name: "insight of days that are none", path: "/desk/insight/?from=soon", heading: "Картина" },
  {
    name: "insight with its numbers",
    path: "/desk/insight/",
    heading: "Картина",
    async and(page, practice) {
      await practice.query("delete from analytics_events");
      await seedDemoInsight(practice.db, { ids: { uuid: () => v7(), deepLink }, now: new Date() });
      await page.reload();
      for (const summary of await page.locator("summary").all()) await summary.click();
    },
  },
];

for (const { name, path, heading, and } of VISITS) {
  test(`at the desk, ${name}: no violations of WCAG 2.2 AA, no sideways scrolling at 320 px`, async ({
    page,
    practice,
    javaScriptEnabled,
  }) => {
    await practice.freeTime((await practice.service()).id, 1);
    await signInToDesk(page, practice);
    await page.goto(practice.origin + path);
    await and?.(page, practice);
    await expectAccessible(page, heading, javaScriptEnabled);
  });
}
