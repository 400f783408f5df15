import { readFile } from "node:fs/promises";
import { appendEvents } from "#app/infrastructure/insight/events.ts";
import { submission } from "#app/testing/practice.ts";
import { press, pressOnce, signInToDesk } from "../support/desk/desk.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";

/** Past days in which no visitor of another test is counted. */
const DAYS = "from=2026-03-02&to=2026-03-29";

/** Once per worker: seven came by a mark that a spreadsheet would run, two by a friend's. */
async function march(practice: Practice) {
  const [seeded] = await practice.query(
    "select 1 from analytics_events where occurred_at < '2026-04-01' limit $1",
    [1],
  );
  if (seeded) return;
  const view = (day: number, utm_source: string) => ({
    event_id: crypto.randomUUID(),
    event_name: "show_no_slots" as const,
    schema_version: "1.0" as const,
    occurred_at: new Date(Date.UTC(2026, 2, day, 9)),
    source: "web" as const,
    page_path: "/booking/no-slots/",
    referrer_host: null,
    utm: { utm_source },
    lead_id: null,
    properties: { service_slug: "march", date_range: "next_14d" as const },
  });
  await appendEvents(practice.db, [
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
  await expect(page.getByRole("img", { name: /^Увидели, что окон нет\. Всего 28/ })).toContainText(
    "02.0309.0316.0323.03",
  );
  const sources = page.getByRole("table", { name: "По источникам" });
  await expect(sources.getByRole("row", { name: /instagram/ })).toContainText("12");
  await expect(page.getByRole("main")).not.toContainText("a-friend");
  await page.locator("summary").first().click();
  await expect(page.getByRole("table", { name: "Увидели, что окон нет" })).toContainText("2 марта — 8 марта");
  expect(await page.content()).not.toContain("a-friend");
});

test("whom time is missing for is drawn and told by service and window, and four people are not", async ({
  page,
  practice,
}) => {
  const service = await practice.service({ title: `Встреча ${crypto.randomUUID().slice(0, 8)}` });
  const join = (preferredTimeWindow: "weekend" | "any") => {
    const address = somebody();
    return practice.app.createWaitlistRequest.execute(submission(service.slug, address, { preferredTimeWindow }));
  };
  for (let people = 0; people < 9; people += 1) await join(people < 5 ? "weekend" : "any");
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/insight/`);
  const chart = page.getByRole("img", { name: /^Кому не хватило времени/ });
  await expect(chart).toContainText(`${service.title} · Выходные`);
  await expect(chart).not.toContainText(`${service.title} · Любое время`);
  const cells = page
    .getByRole("table", { name: "Кому не хватило времени" })
    .getByRole("row", { name: service.title })
    .getByRole("cell");
  await expect(cells.nth(3)).toHaveText("Выходные5");
  await expect(cells.nth(4)).toHaveText(/меньше пяти$/);
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
  expect(await practice.query("select action from desk_audit where operator_id = $1", [id])).toEqual([
    { action: "insight_exported" },
  ]);
});
