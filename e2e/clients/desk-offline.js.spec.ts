import { joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { expect, test } from "../support/practice.ts";

test("a lost network is reported as such: nothing was sent, typed text is kept", async ({ page, practice }) => {
  const { href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  await page.getByLabel("Закрыть с причиной").selectOption("declined");
  await page.context().setOffline(true);
  for (const name of ["Отметить: связались", "Показать контакт", "Закрыть заявку"]) {
    const act = page.locator("form", { has: page.getByRole("button", { name, exact: true }) });
    await press(page, name);
    await expect(act.getByRole("alert")).toContainText("Нет связи с интернетом: ничего не отправлено.");
  }
  await expect(page.getByLabel("Закрыть с причиной")).toHaveValue("declined");
  await page.context().setOffline(false);
  await press(page, "Закрыть заявку");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  expect(await row()).toMatchObject({ closedReason: "declined" });
});

test("a lost response is not blamed on the server: the page calls the result unknown", async ({ page, practice }) => {
  const { href } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  await page.route("**/desk/requests/**", (route) => route.abort("connectionreset"));
  await press(page, "Отметить: связались");
  await expect(page.getByRole("heading", { level: 1, name: "Ответ от сервера не пришёл" })).toBeInViewport();
  await expect(main(page)).toContainText("Неизвестно, сохранилось ли");
  await expect(main(page)).not.toContainText("На сервере неполадка");
});
