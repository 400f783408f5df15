import { offerRulesCopy as words } from "#app/copy/offer-rules.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import { atTheDesk, main, signInToDesk } from "../support/desk/desk.ts";
import { send } from "../support/http.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { expect, test } from "../support/practice.ts";
import { changeOfferRules } from "../support/records/offers.ts";

const { automaticByService: _, ...DEFAULTS } = DEFAULT_OFFER_SETTINGS;

test("the owner changes the rules of offers, and is told what is wrong with them", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  await changeOfferRules(practice, DEFAULTS);
  const service = await practice.service({ title: `Приём ${crypto.randomUUID().slice(0, 8)}` });
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/settings/`);
  await page.getByRole("link", { name: words.link }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  await expect(main(page)).toContainText("Предложения, которые уже отправлены, держатся до времени");
  await expectAccessible(page, words.title, javaScriptEnabled);

  const hold = page.getByLabel(words.ladder.hold).first();
  await expect(hold).toHaveValue("24");
  await hold.fill("сутки");
  await page.getByLabel(words.other.cap).fill("4");
  await page.getByRole("button", { name: words.save }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: words.errors.hold })).toBeVisible();
  await expect(hold).toHaveValue("сутки");
  await expect(page.getByLabel(words.other.cap)).toHaveValue("4");
  await expectAccessible(page, words.title, javaScriptEnabled);

  await hold.fill("12");
  await page.getByRole("radio", { name: words.automatic.yes }).check();
  await page.getByLabel(service.title).selectOption({ label: words.services.no });
  await page.getByRole("button", { name: words.save }).click();
  await expect(page.getByRole("status").filter({ hasText: words.done.saved })).toBeVisible();
  await expect(hold).toHaveValue("12");
  await expect(page.getByLabel(service.title)).toHaveValue(`${service.id}:no`);
  await page.goto(`${practice.origin}/desk/audit/`);
  await expect(main(page)).toContainText(
    "изменены правила предложений: сроки, предложений за неделю, начинаются сами, отдельные услуги",
  );
  await changeOfferRules(practice, DEFAULTS);
});

test("an assistant sees neither the rules of offers nor the way to them", async ({ page, practice }) => {
  await signInToDesk(page, practice, "assistant");
  await page.goto(`${practice.origin}/desk/settings/`);
  await expect(page.getByRole("link", { name: words.link })).toHaveCount(0);
  const { cookie } = await atTheDesk(practice, "assistant");
  expect((await send(`${practice.origin}/desk/offers/rules/`, { headers: { Cookie: cookie } })).status).toBe(403);
});
