import { deskStates } from "../support/desk/desk-states.ts";
import { gluedIn } from "../support/desk/plain-text.ts";
import { everyPage } from "../support/pages/every-page.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, somebody, test } from "../support/practice.ts";

// The pages are shown without their scripts; what the tests run in them is not concerned.
test.use({ javaScriptEnabled: false });

test("no words and fields of a public page run together without CSS", async ({ page, practice }) => {
  const found: string[] = [];
  const open = (await everyPage(practice)).filter(({ route, html }) => !route.startsWith("desk") && html !== "");
  expect(open.length).toBeGreaterThan(20);
  for (const seen of open) found.push(...(await gluedIn(page, seen)));
  expect(found).toEqual([]);
});

test("no words and fields of the desk run together without CSS", async ({ page, practice }) => {
  const found: string[] = [];
  const pages = (await everyPage(practice)).filter(({ route }) => route.startsWith("desk"));
  const states = await deskStates(practice);
  expect(pages.length).toBeGreaterThan(20);
  for (const seen of [...pages, ...states].filter(({ html }) => html !== ""))
    found.push(...(await gluedIn(page, seen)));
  expect(found).toEqual([]);
});

test("the text of a consent is read after a mistake without losing what was typed", async ({ page, practice }) => {
  const { slug } = await practice.service();
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
  await fill(page, { ...everything("email", address), consents: [] });
  await send(page);
  const fold = page.locator(".consent details").first();
  const whole = fold.getByRole("link");
  await expect(whole).toBeHidden();
  await fold.locator("summary").click();
  await expect(fold.locator("p").first()).toBeVisible();
  const [tab] = await Promise.all([page.context().waitForEvent("page"), whole.click()]);
  await expect(tab).toHaveURL(`${practice.origin}/legal/personal-data-consent/`);
  await tab.close();
  await expect(page.getByRole("textbox", { name: "Адрес почты" })).toHaveValue(address);
});

test("visually hidden words stay whole, and no line of help is parted in print", async ({ page, practice }) => {
  const service = await practice.service();
  await practice.freeTime(service.id);
  await page.goto(`${practice.origin}/booking/slot/?service_slug=${service.slug}`);
  const lines = await page.locator(".time .hidden").evaluateAll((all) =>
    all.map((hidden) => {
      const words = document.createRange();
      words.selectNodeContents(hidden);
      return new Set([...words.getClientRects()].map(({ top }) => top)).size;
    }),
  );
  expect(new Set(lines)).toEqual(new Set([1]));

  await page.goto(`${practice.origin}/emergency/`);
  await page.emulateMedia({ media: "print" });
  const breaks = await page
    .locator(".lines li, section.card")
    .evaluateAll((all) => all.map((part) => getComputedStyle(part).breakInside));
  expect(breaks.length).toBeGreaterThan(2);
  expect(new Set(breaks)).toEqual(new Set(["avoid"]));
});

test("no page lets a phone turn an example number into a call", async ({ page, practice }) => {
  for (const at of ["/booking/", "/waitlist/leave/", "/desk/sign-in/"]) {
    await page.goto(practice.origin + at);
    await expect(page.locator('meta[name="format-detection"]')).toHaveAttribute("content", "telephone=no");
  }
});
