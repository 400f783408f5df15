import { everything, fill, type Method, send } from "../support/pages/form.ts";
import { expect, somebody, test } from "../support/practice.ts";

const page14 = (slug: string) => `/booking/no-slots/?service_slug=${slug}`;
const CONTACTS: Record<Method, () => string> = {
  email: somebody,
  phone: () => `8 916 ${String(Math.floor(Math.random() * 9_000_000) + 1_000_000)}`,
  telegram: () => `@anna_${crypto.randomUUID().slice(0, 8)}`,
};

test("no free time, a waitlist, thanks; the row, the lead, the consents, the mails and the events are there", async ({
  page,
  practice,
}) => {
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
  await expect(page).toHaveURL(`${practice.origin}/booking/no-slots/thanks/`);
  await expect(page.getByRole("main")).toContainText("двух рабочих дней");
  await expect(page.getByRole("main").locator('a[href="/waitlist/leave/"]')).toBeVisible();

  const mail = await practice.mailTo(address);
  const token = /\/waitlist\/([\w-]{22})\//.exec(mail.text)?.[1] ?? "";
  const [request] = await practice.query(
    "select r.*, s.slug from waitlist_requests r join services s on s.id = r.service_id where s.slug = $1",
    [service.slug],
  );
  expect(request).toMatchObject({
    preferred_contact_method: "email",
    preferred_time_window: "weekday_evening",
    status: "new",
    source: "web",
    utm: { utm_source: "channel", utm_campaign: "autumn" },
  });
  expect(String(request?.encrypted_contact_value).split(".")).toHaveLength(5);
  const lead = await practice.query("select * from leads where id = $1", [request?.lead_id]);
  expect(lead).toMatchObject([{ status: "new", source: "waitlist", utm: { utm_source: "channel" } }]);
  const timeline = await practice.query("select event_name, properties from lead_timeline_events where lead_id = $1", [
    request?.lead_id,
  ]);
  expect(timeline).toEqual([
    {
      event_name: "waitlist_submitted",
      properties: { service_slug: service.slug, preferred_time_window: "weekday_evening" },
    },
  ]);
  const consents = await practice.query(
    "select type, method, page from consents where waitlist_request_id = $1 order by type",
    [request?.id],
  );
  expect(consents).toEqual([
    { type: "personal_data", method: "web_form", page: "/booking/no-slots/" },
    { type: "communications", method: "web_form", page: "/booking/no-slots/" },
  ]);

  expect(await practice.views(service.slug)).toBe(1);
  const events = await practice.query(
    "select event_name, utm, page_path from analytics_events where properties->>'service_slug' = $1 order by event_name",
    [service.slug],
  );
  const utm = { utm_source: "channel", utm_campaign: "autumn" };
  expect(events).toEqual([
    { event_name: "show_no_slots", utm, page_path: "/booking/no-slots/" },
    { event_name: "waitlist_submitted", utm, page_path: "/booking/no-slots/" },
  ]);

  expect(mail.subject).not.toMatch(/психолог|консультац/i);
  expect(mail.text).toContain("/legal/personal-data-consent/");
  expect(mail.text).toContain("/legal/communications-consent/");
  expect(mail.html).toContain(`${practice.origin}/waitlist/${token}/`);
  expect(mail.headers).toMatchObject({ "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
  const notices = await practice.noticesToOperator();
  expect(JSON.stringify(notices)).not.toContain(address);

  await page.goto(`${practice.origin}/waitlist/${token}/`);
  await expect(page.getByRole("main")).toContainText("Первичная консультация");
  await page.getByRole("button", { name: /Выйти из листа/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вы вышли из листа ожидания");
  expect(
    await practice.query("select status, closed_reason from waitlist_requests where id = $1", [request?.id]),
  ).toEqual([{ status: "closed", closed_reason: "withdrawn" }]);
  expect(
    await practice.query("select 1 from consents where waitlist_request_id = $1 and withdrawn_at is null", [
      request?.id,
    ]),
  ).toEqual([]);
});

for (const method of ["email", "phone", "telegram"] as const) {
  test(`a contact by ${method} is taken, and stays taken when it comes again with another window`, async ({
    page,
    practice,
  }) => {
    const service = await practice.service();
    const contact = CONTACTS[method]();
    for (const window of ["Выходные", "Любое время"]) {
      await page.goto(practice.origin + page14(service.slug));
      await fill(page, everything(method, contact, window));
      await send(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Готово, заявка принята");
    }
    const rows = await practice.query(
      "select preferred_contact_method, preferred_time_window from waitlist_requests where service_id = $1",
      [service.id],
    );
    expect(rows).toEqual([{ preferred_contact_method: method, preferred_time_window: "any" }]);
    const submitted = await practice.query(
      "select 1 from analytics_events where event_name = 'waitlist_submitted' and properties->>'service_slug' = $1",
      [service.slug],
    );
    expect(submitted).toHaveLength(1);
  });
}

const MISSING = [
  { name: "communications", given: ["personal_data"], words: /нужно согласие на связь.*консьерж/ },
  { name: "personal_data", given: ["communications"], words: /нужно согласие на обработку персональных данных/ },
] as const;

for (const { name, given, words } of MISSING) {
  test(`without the consent ${name} nothing is saved or sent, the words say why, and what was typed is kept`, async ({
    page,
    practice,
  }) => {
    const service = await practice.service();
    const address = somebody();
    await page.goto(practice.origin + page14(service.slug));
    await fill(page, { ...everything("email", address), consents: [...given] });
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await send(page);
    expect((await answered).status()).toBe(400);

    await expect(page).toHaveTitle(/^Ошибка: /);
    const summary = page.getByRole("main").getByRole("alert");
    await expect(summary.getByRole("link")).toHaveCount(1);
    await expect(summary).toContainText(words);
    await expect(
      page.getByRole("checkbox", { name: name === "communications" ? /на связь/ : /персональных данных/ }),
    ).toHaveAccessibleDescription(words);
    await expect(page.getByRole("textbox", { name: "Адрес почты" })).toHaveValue(address);
    await expect(page.getByRole("radio", { name: "Будни, вечер" })).toBeChecked();
    await expect(page.locator(".problem")).toBeFocused();

    await summary.getByRole("link").click();
    await expect(page).toHaveURL(new RegExp(`#consent_${name}$`));
    expect(await practice.query("select 1 from waitlist_requests where service_id = $1", [service.id])).toEqual([]);
    expect(
      await practice.query(
        "select 1 from analytics_events where event_name = 'waitlist_submitted' and properties->>'service_slug' = $1",
        [service.slug],
      ),
    ).toEqual([]);
    expect(await practice.views(service.slug)).toBe(1);
  });
}

test("an empty form is told everything at once, in the order of the page, in the same words beside the fields", async ({
  page,
  practice,
}) => {
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
  await expect(page).toHaveURL(/thanks\/$/);
  expect(
    await practice.query("select preferred_contact_method from waitlist_requests where service_id = $1", [service.id]),
  ).toEqual([{ preferred_contact_method: "phone" }]);
});

test("only the chosen method's field is shown, none is preselected and no box is ticked", async ({
  page,
  practice,
}) => {
  const service = await practice.service();
  await page.goto(practice.origin + page14(service.slug));
  await expect(page.locator("input:checked")).toHaveCount(0);
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.getByRole("radio", { name: "В Telegram" }).check();
  await expect(page.getByRole("textbox")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "Имя в Telegram" })).toBeVisible();
});

test("no service: the page asks which; an unknown one is 404 with the same choice", async ({ page, practice }) => {
  const service = await practice.service({ title: "Встреча для выбора" });
  await page.goto(`${practice.origin}/booking/no-slots/`);
  await page.getByRole("radio", { name: "Встреча для выбора" }).check();
  await page.getByRole("button").click();
  await expect(page).toHaveURL(new RegExp(`service_slug=${service.slug}`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("На ближайшие дни нет свободных окон");

  const response = await page.goto(`${practice.origin}/booking/no-slots/?service_slug=no-such`);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("main")).toContainText("Такой услуги нет");
  await expect(page.getByRole("radio", { name: "Встреча для выбора" })).toBeVisible();
});

test("free time after all: the page says so, leads to it, still takes a request, and counts no view", async ({
  page,
  practice,
}) => {
  const service = await practice.service();
  await practice.freeTime(service.id);
  await page.goto(practice.origin + page14(service.slug));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Есть свободные окна");
  await expect(page.getByRole("main").getByRole("link", { name: /свободные окна/ })).toHaveAttribute(
    "href",
    new RegExp(`/booking/slot/\\?service_slug=${service.slug}`),
  );
  await expect(page.getByText("Ничего не подходит — оставить заявку")).toBeVisible();
  await fill(page, everything("email", somebody()));
  await send(page);
  await expect(page).toHaveURL(/thanks\/$/);
  expect(await practice.views(service.slug)).toBe(0);
});

test("the free slots of a service are listed by day; without any the way leads here with the query kept", async ({
  page,
  practice,
}) => {
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
  await expect(page.getByRole("link", { name: /консьержа в Telegram/ })).toBeVisible();
});

test("the concierge opens a new tab at the bot with a payload of 64 characters, and the click is counted with its campaign", async ({
  page,
  practice,
}) => {
  const service = await practice.service();
  await page.goto(`${practice.origin}${page14(service.slug)}&utm_source=insta`);
  const link = page.getByRole("link", { name: /консьержа в Telegram/ });
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener");
  await expect(page.getByRole("main")).toContainText("@balance_bot");
  // Nothing here answers the redirect's target: the new tab's request is enough.
  const asked = page.context().waitForEvent("request", (request) => request.url().startsWith("https://t.me/"));
  const [request] = await Promise.all([asked, page.context().waitForEvent("page"), link.click()]);
  const payload = new URL(request.url()).searchParams.get("start") ?? "";
  expect(payload).toMatch(/^[\w-]{64}$/);
  const { dl } = JSON.parse(Buffer.from(payload, "base64url").toString());
  const links = await practice.query(
    "select flow, utm, service_id, expires_at > now() + interval '29 days' as lives from deep_links where id = $1",
    [dl],
  );
  expect(links).toEqual([{ flow: "concierge", utm: { utm_source: "insta" }, service_id: service.id, lives: true }]);
  const clicks = await practice.query(
    "select properties, utm from analytics_events where event_name = 'cta_tg_click' and properties->>'deep_link_id' = $1",
    [dl],
  );
  expect(clicks).toEqual([
    {
      properties: { tg_target: "bot", tg_flow: "concierge", deep_link_id: dl, service_slug: service.slug },
      utm: { utm_source: "insta" },
    },
  ]);
});
