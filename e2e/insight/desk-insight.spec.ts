import { readFile } from "node:fs/promises";
import { submission } from "#app/testing/practice.ts";
import { recordViews, viewed } from "#app/testing/rows/views.ts";
import { press, pressOnce, signInToDesk } from "../support/desk/desk.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { eventsBefore } from "../support/records/events.ts";
import { addFilledHours } from "../support/records/offers.ts";
import { requestsOf } from "../support/records/requests.ts";
import { auditBy } from "../support/records/team.ts";

/** Past days in which no visitor of another test is counted. */
const DAYS = "from=2026-03-02&to=2026-03-29";

/** Once per worker: seven came by a mark that a spreadsheet would run, two by a friend's. */
async function march(practice: Practice) {
  if ((await eventsBefore(practice, new Date("2026-04-01T00:00:00Z"))).length > 0) return;
  const view = (day: number, utm_source: string) =>
    viewed(new Date(Date.UTC(2026, 2, day, 9)).toISOString(), "march", { utm_source });
  await recordViews(practice.db, [
    ...Array.from({ length: 7 }, (_, n) => view(2 + n, "+7916-telegram")),
    ...Array.from({ length: 12 }, () => view(20, "instagram")),
    ...Array.from({ length: 7 }, () => view(20, "partner")),
    ...Array.from({ length: 2 }, () => view(21, "a-friend")),
  ]);
}

test("the numbers are in charts and tables, and name no group under five", async ({ page, practice }) => {
  await march(practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/insight/?${DAYS}`);
  await expect(page.getByRole("img", { name: /^Увидели,\sчто\sокон\sнет\.\sВсего\s28/ })).toContainText(
    "02.0309.0316.0323.03",
  );
  const sources = page.getByRole("table", { name: "По источникам" });
  await expect(sources.getByRole("row", { name: /instagram/ })).toContainText("12");
  await expect(page.getByRole("main")).not.toContainText("a-friend");
  await page.locator("summary").first().click();
  await expect(page.getByRole("table", { name: "Увидели, что окон нет" })).toContainText("2 марта — 8 марта");
  expect(await page.content()).not.toContain("a-friend");
});

test("unmet demand is shown by service and window, and four people are hidden", async ({ page, practice }) => {
  const service = await practice.service({ title: `Встреча ${crypto.randomUUID().slice(0, 8)}` });
  const join = (preferredTimeWindow: "weekend" | "any") => {
    const address = somebody();
    return practice.app.createWaitlistRequest.execute(submission(service.slug, address, { preferredTimeWindow }));
  };
  for (let people = 0; people < 9; people += 1) await join(people < 5 ? "weekend" : "any");
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/insight/`);
  const chart = page.getByRole("img", { name: /^Кому\sне\sхватило\sвремени/ });
  await expect(chart).toContainText(`${service.title} · Выходные`);
  await expect(chart).not.toContainText(`${service.title} · Любое время`);
  const cells = page
    .getByRole("table", { name: "Кому не хватило времени" })
    .getByRole("row", { name: service.title })
    .getByRole("cell");
  await expect(cells.nth(3)).toHaveText("Выходные5");
  await expect(cells.nth(4)).toHaveText(/меньше\sпяти$/);
});

test("other ranges can be chosen, and invalid days are refused in words", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  await march(practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/insight/`);
  await page.getByLabel("С", { exact: true }).fill("2026-03-04");
  await page.getByLabel("По", { exact: true }).fill("2026-03-25");
  if (javaScriptEnabled) await pressOnce(page, "Показать", /insight\/_\.data/);
  else await press(page, "Показать");
  await expect(page.getByRole("main")).toContainText("С 2 марта по 29 марта");
  for (const [query, words] of [
    ["from=вчера", "Таких дат нет"],
    ["from=2026-03-10&to=2026-03-01", "Первая дата позже последней"],
    ["from=2020-01-01&to=2026-03-01", "Больше 13 недель"],
  ]) {
    const answer = await page.goto(`${practice.origin}/desk/insight/?${query}`);
    expect(answer?.status()).toBe(400);
    await expect(page.getByRole("alert")).toContainText(words ?? "");
  }
});

test("the numbers are exported without formulas, and the export is audited", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  await march(practice);
  const { id } = await signInToDesk(page, practice, "assistant");
  await page.goto(`${practice.origin}/desk/insight/?${DAYS}`);
  const downloading = page.waitForEvent("download");
  if (javaScriptEnabled) await pressOnce(page, "Скачать CSV", /insight\/export/);
  else await press(page, "Скачать CSV");
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("insight-2026-03-02-2026-03-29.csv");
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toContain('По источникам,2026-03-02,2026-03-29,instagram,"Увидели, что окон нет",12');
  expect(csv).not.toContain("a-friend");
  expect(csv).not.toMatch(/,\+7916/);
  expect(await auditBy(practice, id)).toMatchObject([{ action: "insight_exported" }]);
});

test("hours that the list filled are counted from five, with the answers", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const service = await practice.service();
  await practice.app.createWaitlistRequest.execute(submission(service.slug, somebody()));
  const [asked] = await requestsOf(practice, service.id);
  // Each project has a week of its own.
  const at = new Date(javaScriptEnabled ? "2026-02-10T09:00:00Z" : "2026-01-13T09:00:00Z");
  await addFilledHours(practice, { serviceId: service.id, requestId: asked?.id ?? "", at, hours: 5 });
  await signInToDesk(page, practice);
  const day = at.toISOString().slice(0, 10);
  await page.goto(`${practice.origin}/desk/insight/?from=${day}&to=${day}`);
  const hours = page.getByRole("table", { name: "Как окна находят людей" });
  await expect(hours.getByRole("row", { name: /Заняли\sлюди\sиз\sлиста/ })).toContainText("5 (100 %)");
  await expect(hours.getByRole("row", { name: /не\sпозже\sчем\sчерез/ })).toContainText("30 мин");
  const answers = page.getByRole("table", { name: "Как предложили и что ответили" });
  await expect(answers.getByRole("row", { name: /письмо/ })).toContainText("5");
});

test("marks like somebody's data are counted beside the sources, never shown", async ({ page, practice }) => {
  const service = await practice.service();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}&utm_source=vk.com/somebody`);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/insight/`);
  await expect(page.getByText(/не\sсохранено\sс\sзапуска:\s[1-9]\d*\./)).toBeVisible();
  expect(await page.content()).not.toContain("vk.com/somebody");
});
