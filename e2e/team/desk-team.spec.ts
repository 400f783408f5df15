import { atTheDesk, signInToDesk } from "../support/desk/desk.ts";
import { expect, test } from "../support/practice.ts";
import { changeOperator, operatorById, shutOutEverybody } from "../support/records/team.ts";

test("the owner invites, promotes and shuts out; the last owner stays", async ({ page, practice }) => {
  await shutOutEverybody(practice);
  const owner = await signInToDesk(page, practice);
  await changeOperator(practice, owner.id, { passwordHash: "kept" });
  const assistant = await atTheDesk(practice, "assistant");
  await page.goto(`${practice.origin}/desk/settings/`);
  await page.getByLabel("Эл. почта").fill(`new.${assistant.id.slice(-6)}@practice.example`);
  await page.getByRole("button", { name: "Создать приглашение" }).click();
  const link = await page.getByRole("textbox", { name: "Ссылка" }).inputValue();
  expect((await page.request.get(link)).status()).toBe(200);

  const row = page.getByRole("row").filter({ hasText: assistant.email });
  await row.getByRole("button", { name: "Сделать владельцем" }).click();
  await expect(page.getByText("Роль изменена")).toBeVisible();
  const again = await page.request.post(`${practice.origin}/desk/settings/`, {
    form: { intent: "role", operator_id: assistant.id, role: "owner" },
  });
  expect(await again.text()).toMatch(
    /Так\sуже\sи\sбыло:\sничего\sне\sизменилось\.\s.*\s—\sроль\sизменена,\sэто\sсделано\sвами/,
  );
  await row.getByRole("button", { name: "Закрыть доступ" }).click();
  await expect(page.getByText("Доступ закрыт")).toBeVisible();
  expect(await operatorById(practice, assistant.id)).toMatchObject({ role: "owner", disabledAt: expect.any(Date) });
  const answer = await page.request.get(`${practice.origin}/desk/`, {
    headers: { Cookie: assistant.cookie },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(302);

  const refused = await page.request.post(`${practice.origin}/desk/settings/`, {
    form: { intent: "disable", operator_id: owner.id },
  });
  expect(refused.status()).toBe(409);
  expect(await refused.text()).toContain("единственный владелец");
});

test("a known operator is invited to another role; the same button takes it back", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  const { id, email } = await atTheDesk(practice);
  await page.goto(`${practice.origin}/desk/settings/`);
  const row = page.getByRole("row").filter({ hasText: email });
  const shut = async () => {
    await row.getByRole("button", { name: "Закрыть доступ" }).click();
    await expect(page.getByText("Доступ закрыт")).toBeVisible();
    await expect(row).toContainText("Закрыт");
    await expect(row).not.toContainText("приглашение открыто");
  };
  await shut();
  await page.getByLabel("Эл. почта").fill(email);
  await page.getByRole("radio", { name: "помощник" }).check();
  await page.getByRole("button", { name: "Создать приглашение" }).click();

  const told = page.getByRole("status").filter({ hasText: "Ссылка-приглашение" });
  await expect(told).toContainText(`Для ${email}. Роль: помощник.`);
  await expect(told).toContainText("уже знают, сейчас роль — владелец");
  await expect(page.getByText("Доступ закрыт")).toHaveCount(0);
  await expect(row).toContainText("приглашение открыто, роль: помощник");
  const field = told.getByRole("textbox", { name: "Ссылка" });
  await expect(field).toHaveAttribute("readonly", "");
  const link = await field.inputValue();
  expect((await page.request.get(link)).status()).toBe(200);
  await shut();
  expect((await page.request.get(link)).status()).toBe(404);
  expect(await operatorById(practice, id)).toMatchObject({ inviteTokenHash: null, inviteRole: null });
});
