import { everything, fill, type Method, send } from "../support/pages/form.ts";
import { press } from "../support/pages/press.ts";
import { promisedToday } from "../support/pages/promised.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { linkById } from "../support/records/chat.ts";
import { eventsNamed, eventsOf } from "../support/records/events.ts";
import { consentsOf, leadOf, timelineOfLead } from "../support/records/people.ts";
import { requestById, requestOf, requestsOf } from "../support/records/requests.ts";

const page14 = (slug: string) => `/booking/no-slots/?service_slug=${slug}`;
const CONTACTS: Record<Method, () => string> = {
  email: somebody,
  phone: () => `8 916 ${String(Math.floor(Math.random() * 9_000_000) + 1_000_000)}`,
  telegram: () => `@anna_${crypto.randomUUID().slice(0, 8)}`,
};

test("no free time, a waitlist, thanks; row, lead, consents, mails, events are stored", async ({ page, practice }) => {
  const service = await practice.service({ title: "Первичная консультация" });
  const address = somebody();

  await page.goto(`${practice.origin}/booking/?utm_source=channel&utm_campaign=autumn`);
  await page
    .getByRole("listitem")
    .filter({ has: page.locator(`a[href*="${service.slug}"]`) })
    .getByRole("link")
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("На ближайшие дни нет свободных окон");
  await expect(page.locator("body")).toContainText(
    "Можно оставить контакт — я напишу, когда появится время. Или перейти в Telegram-консьерж записи.",
  );
  await fill(page, everything("email", address));
  await send(page);
  await expect(page).toHaveURL(/\/booking\/no-slots\/thanks\/\?of=/);
  await expect(page.getByRole("main")).toContainText(promisedToday(2));
  await expect(page.getByRole("main").locator('a[href="/waitlist/leave/"]')).toBeVisible();

  const mail = await practice.mailTo(address);
  const token = /\/waitlist\/([\w-]{22})\//.exec(mail.text)?.[1] ?? "";
  const request = await requestOf(practice, service.id);
  expect(request).toMatchObject({
    preferredContactMethod: "email",
    preferredTimeWindow: "weekday_evening",
    status: "new",
    source: "web",
    utm: { utm_source: "channel", utm_campaign: "autumn" },
  });
  expect(request.encryptedContactValue?.split(".")).toHaveLength(5);
  expect(await leadOf(practice, request)).toMatchObject({
    status: "new",
    source: "waitlist",
    utm: { utm_source: "channel" },
  });
  const timeline = await timelineOfLead(practice, request);
  expect(timeline.map(({ eventName, properties }) => ({ eventName, properties }))).toEqual([
    {
      eventName: "waitlist_submitted",
      properties: { service_slug: service.slug, preferred_time_window: "weekday_evening" },
    },
  ]);
  expect(await consentsOf(practice, request.id)).toMatchObject([
    { type: "personal_data", method: "web_form", page: "/booking/no-slots/" },
    { type: "communications", method: "web_form", page: "/booking/no-slots/" },
  ]);

  expect(await practice.views(service.slug)).toBe(1);
  const utm = { utm_source: "channel", utm_campaign: "autumn" };
  const events = await eventsOf(practice, service.slug);
  expect(events.map(({ eventName, utm, pagePath }) => ({ eventName, utm, pagePath }))).toEqual([
    { eventName: "show_no_slots", utm, pagePath: "/booking/no-slots/" },
    { eventName: "waitlist_submitted", utm, pagePath: "/booking/no-slots/" },
  ]);

  expect(mail.subject).not.toMatch(/психолог|консультац/i);
  expect(mail.text).toContain("/legal/consents/");
  expect(mail.html).toContain(`${practice.origin}/waitlist/${token}/`);
  expect(mail.headers).toMatchObject({ "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
  const notices = await practice.noticesToOperator();
  expect(JSON.stringify(notices)).not.toContain(address);

  await page.goto(`${practice.origin}/waitlist/${token}/`);
  await expect(page.getByRole("main")).toContainText("Первичная консультация");
  await press(page, /Выйти\sиз\sлиста/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вы вышли из листа ожидания");
  expect(await requestById(practice, request.id)).toMatchObject({ status: "closed", closedReason: "withdrawn" });
  expect((await consentsOf(practice, request.id)).filter(({ withdrawnAt }) => !withdrawnAt)).toEqual([]);
});

for (const method of ["email", "phone", "telegram"] as const) {
  test(`a contact by ${method} is accepted, and again with another window`, async ({ page, practice }) => {
    const service = await practice.service();
    const contact = CONTACTS[method]();
    for (const window of ["Выходные", "Любое время"]) {
      await page.goto(practice.origin + page14(service.slug));
      await fill(page, everything(method, contact, window));
      await send(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Готово, заявка принята");
    }
    const rows = await requestsOf(practice, service.id);
    expect(rows).toMatchObject([{ preferredContactMethod: method, preferredTimeWindow: "any" }]);
    expect(await eventsOf(practice, service.slug, "waitlist_submitted")).toHaveLength(1);
  });
}

const MISSING = [
  { name: "communications", given: ["personal_data"], what: "второе", why: /согласия\sна\sсвязь.*консьерж/ },
  { name: "personal_data", given: ["communications"], what: "первое", why: /обработку\sперсональных\sданных/ },
] as const;

for (const { name, given, what, why } of MISSING) {
  test(`without the consent ${name} nothing is saved or sent, and typed text is kept`, async ({ page, practice }) => {
    const service = await practice.service();
    const address = somebody();
    await page.goto(practice.origin + page14(service.slug));
    await fill(page, { ...everything("email", address), consents: [...given] });
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await send(page);
    expect((await answered).status()).toBe(400);

    await expect(page).toHaveTitle(/^Ошибка:\s/);
    const summary = page.getByRole("main").getByRole("alert");
    await expect(summary.getByRole("link")).toHaveCount(1);
    await expect(summary).toContainText(`Отметьте ${what} согласие`);
    await expect(
      page.getByRole("checkbox", { name: name === "communications" ? /на\sсвязь/ : /персональных\sданных/ }),
    ).toHaveAccessibleDescription(why);
    await expect(page.getByRole("textbox", { name: "Адрес почты" })).toHaveValue(address);
    await expect(page.getByRole("radio", { name: "Будни, вечер" })).toBeChecked();
    await expect(page.locator(".problem")).toBeFocused();

    await summary.getByRole("link").click();
    await expect(page).toHaveURL(new RegExp(`#consent_${name}$`));
    expect(await requestsOf(practice, service.id)).toEqual([]);
    expect(await eventsOf(practice, service.slug, "waitlist_submitted")).toEqual([]);
    expect(await practice.views(service.slug)).toBe(1);
  });
}

test("an empty form shows all errors at once, in order, in summary and beside fields", async ({ page, practice }) => {
  const service = await practice.service();
  await page.goto(practice.origin + page14(service.slug));
  await send(page);
  const links = page.getByRole("alert").getByRole("link");
  await expect(links).toHaveCount(4);
  const words = await links.allTextContents();
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual([
    "#preferred_contact_method",
    "#preferred_time_window",
    "#consent_personal_data",
    "#consent_communications",
  ]);
  for (const each of words) await expect(page.locator("form").getByText(each)).toBeVisible();
  const first = page.getByRole("main").locator("> *").first();
  await expect(first.getByRole("alert")).toBeVisible();
});

test("a mistyped contact is kept as typed, and only the chosen method counts", async ({ page, practice }) => {
  const service = await practice.service();
  await page.goto(practice.origin + page14(service.slug));
  await fill(page, { method: "email", contact: "anna@" });
  await fill(page, { ...everything("phone", "8 916 12"), window: "Выходные" });
  await send(page);
  const phone = page.getByRole("textbox", { name: "Номер телефона" });
  await expect(phone).toHaveValue("8 916 12");
  await expect(phone).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert").getByRole("link")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "Адрес почты" })).toBeHidden();
  await phone.fill("8 916 123-45-67");
  await send(page);
  await expect(page).toHaveURL(/thanks\//);
  expect(await requestsOf(practice, service.id)).toMatchObject([{ preferredContactMethod: "phone" }]);
});

test("only the chosen method's field is shown; nothing is preselected or ticked", async ({ page, practice }) => {
  const service = await practice.service();
  await page.goto(practice.origin + page14(service.slug));
  await expect(page.locator("input:checked")).toHaveCount(0);
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.getByRole("radio", { name: "В Telegram" }).check();
  await expect(page.getByRole("textbox")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "Имя пользователя в Telegram" })).toBeVisible();
});

test("no service: the page asks which; an unknown one is 404 with the same choice", async ({ page, practice }) => {
  const service = await practice.service({ title: "Встреча для выбора" });
  await page.goto(`${practice.origin}/booking/no-slots/`);
  await page.getByRole("link", { name: "Встреча для выбора" }).click();
  await expect(page).toHaveURL(new RegExp(`service_slug=${service.slug}`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("На ближайшие дни нет свободных окон");

  const response = await page.goto(`${practice.origin}/booking/no-slots/?service_slug=no-such`);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("main")).toContainText("Такой услуги нет");
  await expect(page.getByRole("link", { name: "Встреча для выбора" })).toBeVisible();
});

test("with free time the page says so, links to it, takes a request, counts no view", async ({ page, practice }) => {
  const service = await practice.service();
  await practice.freeTime(service.id);
  await page.goto(practice.origin + page14(service.slug));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Есть свободные окна");
  await expect(page.getByRole("main").getByRole("link", { name: /свободные\sокна/ })).toHaveAttribute(
    "href",
    new RegExp(`/booking/slot/\\?service_slug=${service.slug}`),
  );
  await expect(page.getByText("Ничего не подходит — оставить заявку")).toBeVisible();
  await fill(page, everything("email", somebody()));
  await send(page);
  await expect(page).toHaveURL(/thanks\//);
  expect(await practice.views(service.slug)).toBe(0);
});

test("free slots are listed by day; a service without any links here with its query", async ({ page, practice }) => {
  const service = await practice.service({ bookingUrl: "https://calendar.example/book" });
  await page.goto(`${practice.origin}/booking/slot/?service_slug=${service.slug}&utm_source=tg&ref=x`);
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(
    `/booking/no-slots/?service_slug=${service.slug}&utm_source=tg&ref=x`,
  );

  await practice.freeTime(service.id, 2);
  await practice.freeTime(service.id, 20);
  await page.goto(`${practice.origin}/booking/slot/?service_slug=${service.slug}`);
  await expect(page.locator('a[href="https://calendar.example/book"]')).toHaveCount(1);
  await page.goto(`${practice.origin}/booking/`);
  await expect(page.getByRole("listitem").filter({ has: page.locator(`a[href*="${service.slug}"]`) })).toContainText(
    "Ближайшее окно",
  );
});

test("a paused list says so, has no form, and still offers the concierge", async ({ page, practice }) => {
  const service = await practice.service({ waitlistOpen: false });
  await page.goto(practice.origin + page14(service.slug));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("на паузе");
  await expect(page.locator("form")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /консьержа\sв\sTelegram/ })).toBeVisible();
});

test("the concierge opens the bot in a new tab with a 64-character payload, counted", async ({ page, practice }) => {
  const service = await practice.service();
  await page.goto(`${practice.origin}${page14(service.slug)}&utm_source=insta`);
  const link = page.getByRole("link", { name: /консьержа\sв\sTelegram/ });
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener");
  await expect(page.getByRole("main")).toContainText("@balance_bot");
  // Nothing here answers the redirect's target: the new tab's request is enough.
  const asked = page.context().waitForEvent("request", (request) => request.url().startsWith("https://t.me/"));
  const [request] = await Promise.all([asked, page.context().waitForEvent("page"), link.click()]);
  const payload = new URL(request.url()).searchParams.get("start") ?? "";
  expect(payload).toMatch(/^[\w-]{64}$/);
  const { dl } = JSON.parse(Buffer.from(payload, "base64url").toString());
  const made = await linkById(practice, dl);
  expect([made.utm, made.serviceId]).toEqual([{ utm_source: "insta" }, service.id]);
  expect(made.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 3600_000);
  const clicks = await eventsNamed(practice, "cta_tg_click", dl);
  expect(clicks.map(({ properties, utm }) => ({ properties, utm }))).toEqual([
    {
      properties: { tg_target: "bot", tg_flow: "concierge", deep_link_id: dl, service_slug: service.slug },
      utm: { utm_source: "insta" },
    },
  ]);
});
