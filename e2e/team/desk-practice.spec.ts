import { DEMO_ABOUT, aboutCopy as words } from "#app/copy/practice.ts";
import { atTheDesk, main, press, signInToDesk } from "../support/desk/desk.ts";
import { send } from "../support/http.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { expect, test } from "../support/practice.ts";
import { sayOfPractice } from "../support/records/timetable.ts";

const LINE = "8 800 100-20-30 — Линия помощи, круглосуточно";

test.afterEach(async ({ practice }) => {
  await sayOfPractice(practice, null);
  await practice.app.practiceMemory.refresh();
});

test("a new name and new help lines are previewed, saved, and at once on every page", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const service = await practice.service();
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/settings/`);
  await page.getByRole("link", { name: words.link }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  await expect(main(page)).toContainText(DEMO_ABOUT.name);
  await expectAccessible(page, words.title, javaScriptEnabled);

  const name = page.getByLabel(words.name.label);
  const lines = page.getByLabel(words.helpLines.label);
  await name.fill("Тихая гавань");
  await page.getByRole("radio", { name: words.helpCountry.names.kz }).check();
  await lines.fill(LINE);
  await page.getByLabel(words.places.online.label).fill("https://video.example/room");
  await press(page, words.preview);
  const preview = page.getByRole("region", { name: words.shown.saved });
  await expect(preview).toContainText("Тихая гавань");
  await expect(preview).toContainText("Линия помощи, круглосуточно");
  await expect(preview).not.toContainText("МЧС");
  await expect(preview).toContainText("https://video.example/room");
  await expect(name).toHaveValue("Тихая гавань");
  await expectAccessible(page, words.title, javaScriptEnabled);
  expect((await send(`${practice.origin}/emergency/`)).body).toContain(DEMO_ABOUT.name);

  await press(page, words.save);
  await expect(page.getByRole("status").filter({ hasText: words.done.saved })).toBeVisible();
  for (const path of [
    "/emergency/",
    `/booking/no-slots/?service_slug=${service.slug}`,
    "/booking/",
    "/no-such-page/",
  ]) {
    const { body } = await send(`${practice.origin}${path}`);
    expect(body).toContain("· Тихая гавань</title>");
    expect(body).toContain('<a class="brand" href="/booking/">Тихая гавань</a>');
    expect(body).not.toContain(`· ${DEMO_ABOUT.name}`);
  }
  await page.goto(`${practice.origin}/emergency/`);
  await expect(page.getByRole("link", { name: "8 800 100-20-30" })).toHaveAttribute("href", "tel:88001002030");
  await expect(main(page)).not.toContainText("МЧС");
  await page.goto(`${practice.origin}/desk/audit/`);
  await expect(main(page)).toContainText("название, телефоны помощи страны, свои телефоны помощи, место встречи");
});

test("what is wrong is said beside its field, and everything typed stays", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/practice/`);
  await page.getByLabel(words.name.label).fill(" ");
  await page.getByLabel(words.helpLines.label).fill(`${LINE}\nЛиния без номера`);
  await press(page, words.save);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(words.errors.name);
  await expect(alert.getByRole("link", { name: /^Строка\s2/ })).toHaveAttribute("href", "#help_lines");
  await expect(page).toHaveTitle(/^Ошибка:\s/);
  await expect(page.getByLabel(words.helpLines.label)).toHaveValue(`${LINE}\nЛиния без номера`);
  await expectAccessible(page, words.title, javaScriptEnabled);
});

test("of two owners the second is told, sees what stands, and keeps what they typed", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/practice/`);
  const { id: operatorId } = await atTheDesk(practice);
  const about = { ...DEMO_ABOUT, name: "Тихий дом" };
  const seen = (await page.locator("input[name=seen]").getAttribute("value")) ?? "";
  expect(await practice.app.changeAbout.execute({ operatorId, about, seen })).toEqual({ status: "changed" });
  await page.getByLabel(words.name.label).fill("Тихая гавань");
  await press(page, words.save);
  await expect(page.getByRole("alert")).toContainText(/эти\sнастройки\sизменили/);
  await expect(page.getByRole("region", { name: words.shown.now })).toContainText("Тихий дом");
  await expect(page.getByLabel(words.name.label)).toHaveValue("Тихая гавань");
  await press(page, words.save);
  await expect(page.getByRole("status").filter({ hasText: words.done.saved })).toBeVisible();
});

test("another process's change is on the next pages; an assistant may not change it", async ({ page, practice }) => {
  const title = async () => /<title>([^<]*)/.exec((await send(`${practice.origin}/emergency/`)).body)?.[1];
  expect(await title()).toContain(DEMO_ABOUT.name);
  await sayOfPractice(practice, { ...DEMO_ABOUT, name: "Тихая гавань" });
  await expect.poll(title).toBe("Экстренная помощь · Тихая гавань");
  await signInToDesk(page, practice, "assistant");
  await page.goto(`${practice.origin}/desk/settings/`);
  await expect(page.getByRole("link", { name: words.link })).toHaveCount(0);
  const { cookie } = await atTheDesk(practice, "assistant");
  expect((await send(`${practice.origin}/desk/practice/`, { headers: { Cookie: cookie } })).status).toBe(403);
});
