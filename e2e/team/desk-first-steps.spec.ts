import { firstStepsCopy as words } from "#app/copy/first-steps.ts";
import { main, signInToDesk } from "../support/desk/desk.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { closeEverything } from "../support/records/timetable.ts";
import { embeddedIn } from "../support/servers/practice-database.ts";

test("an empty desk says what to do first, and has the address to share", async ({ page, javaScriptEnabled }) => {
  const practice = await Practice.start({}, {}, embeddedIn);
  try {
    await closeEverything(practice);
    await signInToDesk(page, practice);
    await page.goto(`${practice.origin}/desk/`);
    const steps = page.getByRole("region", { name: words.title });
    await expect(steps.getByRole("listitem")).toHaveCount(4);
    await expect(steps.getByRole("listitem").filter({ hasText: words.steps.time })).toContainText(words.open);
    await expect(steps).toContainText(words.share.notReady);
    await expect(page.getByLabel(words.share.link)).toHaveValue(`${practice.origin}/booking/`);
    await expect(page.getByRole("img", { name: words.share.qr })).toBeVisible();
    await expectAccessible(page, "Кто ждёт", javaScriptEnabled);

    const service = await practice.service();
    await practice.freeTime(service.id, 40);
    await page.reload();
    await expect(steps.getByRole("listitem").filter({ hasText: words.steps.time })).toContainText(words.done);
    await steps.getByRole("link", { name: words.steps.about }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/О\sпрактике/);

    await page.goto(`${practice.origin}/desk/?status=closed`);
    await expect(steps).toHaveCount(0);
    await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
    await fill(page, everything("email", somebody()));
    await send(page);
    await expect(page).toHaveURL(/thanks/);
    await page.goto(`${practice.origin}/desk/`);
    await expect(main(page)).toContainText(service.title);
    await expect(steps).toHaveCount(0);
  } finally {
    await practice.stop();
  }
});
