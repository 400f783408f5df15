import { passwordsBy } from "#app/infrastructure/team/passwords.ts";
import { deriveAtOnce } from "#app/testing/quick-hashing.ts";
import { signInToDesk } from "../support/desk/desk.ts";
import { accept, codeOf, PASSWORD, signOut, tryPassword, typeCode, typePassword } from "../support/desk/door.ts";
import { form, send } from "../support/http.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { countedUpTo, limitsOf } from "../support/records/limits.ts";
import { changeOperator, nextCode, operatorNamed } from "../support/records/team.ts";

const LOCKED = "Слишком много неудачных попыток";
const KNOWN = "В браузере, где вы уже входили, можно войти и сейчас";

test("a stranger locks an account for unknown browsers only; its owner gets a mail", async ({
  page,
  browser,
  javaScriptEnabled,
}) => {
  const practice = await Practice.start({ trustProxy: 1 });
  const elsewhere = await browser.newContext({ javaScriptEnabled });
  try {
    const { email, base32 } = await accept(page, practice);
    await signOut(page);
    for (const part of [1, 2, 3]) {
      expect((await tryPassword(practice, email, `198.51.${part}.7`)).status).toBe(403);
    }
    // As if the stranger had continued for a while.
    await countedUpTo(practice, "account", 99);
    expect((await tryPassword(practice, email, "2001:db8:4::1")).status).toBe(403);
    const refused = await tryPassword(practice, email, "2001:db8:5::1");
    expect([refused.status, Number(refused.headers["retry-after"]) > 0]).toEqual([429, true]);
    const { text } = await practice.mailTo(email, "Вход временно закрыт");
    expect(text).toContain("В браузере, где вы уже входили, всё работает как обычно.");

    const unknown = await elsewhere.newPage();
    await unknown.goto(`${practice.origin}/desk/sign-in/`);
    await typePassword(unknown, email, PASSWORD);
    await expect(unknown.getByRole("alert")).toContainText(LOCKED);
    await expect(unknown.getByRole("alert")).toContainText(KNOWN);
    await expect(unknown.getByLabel("Эл. почта")).toHaveValue(email);

    await typePassword(page, email, PASSWORD);
    await nextCode(practice, email);
    await typeCode(page, codeOf(base32));
    await expect(page).toHaveURL(`${practice.origin}/desk/`);
    // Signing out ends the session, not the browser's mark.
    await signOut(page);
    for (let attempt = 0; attempt < 10; attempt += 1) await typePassword(page, email, `my own guess ${attempt}`);
    await typePassword(page, email, PASSWORD);
    await expect(page.getByRole("alert")).toContainText(LOCKED);
    await expect(page.getByRole("alert")).not.toContainText(KNOWN);
  } finally {
    await elsewhere.close();
    await practice.stop();
  }
});

test("a full password queue answers 503, keeps the e-mail, and recovers uncounted", async ({
  page,
  javaScriptEnabled,
}) => {
  let begun = () => {};
  let go = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const mayGo = new Promise<void>((resolve) => {
    go = resolve;
  });
  let holding = false;
  const passwords = passwordsBy(
    async (derivation) => {
      if (holding) {
        begun();
        await mayGo;
      }
      return deriveAtOnce(derivation);
    },
    { atOnce: 1, places: 0 },
  );
  const practice = await Practice.start(
    { trustProxy: 1 },
    { hashing: { passwords, close: async () => passwords.close() } },
  );
  try {
    const { email } = await accept(page, practice);
    await signOut(page);
    holding = true;
    const stranger = tryPassword(practice, email, "198.51.100.7");
    await isBegun;
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await typePassword(page, email, PASSWORD);
    const answer = await answered;
    expect([answer.status(), answer.headers()["retry-after"]]).toEqual([503, "5"]);
    await expect(page.getByRole("alert")).toContainText("до вашего пароля очередь не дошла");
    await expect(page.getByLabel("Эл. почта")).toHaveValue(email);
    await expect(page.getByLabel("Пароль")).toHaveValue("");
    await expectAccessible(page, "Вход на рабочий стол", javaScriptEnabled);
    expect((await limitsOf(practice, "device")).filter(({ points }) => points > 0)).toEqual([]);
    const { status } = await invitedMeanwhile(practice);
    expect(status).toBe(503);

    holding = false;
    go();
    expect((await stranger).status).toBe(403);
    await typePassword(page, email, PASSWORD);
    await expect(page.getByRole("heading", { name: "Код из приложения" })).toBeVisible();
  } finally {
    go();
    await practice.stop();
  }
});

test("a wrong code is mailed; thirty close sign-in until an invitation", async ({
  page,
  browser,
  practice,
  javaScriptEnabled,
}) => {
  const { email, base32 } = await accept(page, practice);
  await signOut(page);
  const wrong = () => (codeOf(base32) === "000000" ? "000001" : "000000");
  await typePassword(page, email, PASSWORD);
  await typeCode(page, wrong());
  await expect(page.getByRole("alert")).toContainText("Код не подошёл");
  const { text } = await practice.mailTo(email, "Неверный код при входе");
  expect(text).toContain("ваш пароль знает кто-то ещё");

  const { id } = await operatorNamed(practice, email);
  await changeOperator(practice, id, { wrongCodes: 29 });
  await typeCode(page, wrong());
  const closed = page.getByRole("alert");
  await expect(closed).toContainText("Вход закрыт: было 30 неверных кодов подряд");
  await expectAccessible(page, "Вход на рабочий стол", javaScriptEnabled);
  await practice.mailTo(email, "Вход закрыт");
  await typePassword(page, email, PASSWORD);
  await expect(closed).toContainText("Вход закрыт");
  await page.goto(`${practice.origin}/desk/sign-in/`);
  await expect(page.getByLabel("Пароль")).toBeVisible();

  const context = await browser.newContext({ javaScriptEnabled });
  const colleague = await context.newPage();
  await signInToDesk(colleague, practice);
  await colleague.goto(`${practice.origin}/desk/settings/`);
  const row = colleague.getByRole("row").filter({ hasText: email });
  await expect(row).toContainText("Закрыт: неверные коды, нужно приглашение");
  await row.getByRole("button", { name: "Новое приглашение" }).click();
  const link = await colleague.getByLabel("Ссылка").inputValue();
  await context.close();

  await page.goto(link);
  const again = ((await page.locator("code").textContent()) ?? "").replace(/\s/g, "");
  await page.getByLabel("Новый пароль").fill(PASSWORD);
  await page.getByLabel("Первый код").fill(codeOf(again));
  await page.getByRole("button", { name: "Войти на рабочий стол" }).click();
  await expect(page).toHaveURL(`${practice.origin}/desk/`);
});

/** An invitation is accepted while no password can be hashed. */
async function invitedMeanwhile(practice: Practice) {
  const { token } = await practice.invite("meanwhile@practice.example");
  const at = `${practice.origin}/desk/invite/${token}/`;
  const { body } = await send(at);
  const base32 = (/<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1] ?? "").replaceAll(" ", "");
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? "";
  return send(at, form({ password: PASSWORD, offer, code: codeOf(base32) }));
}
