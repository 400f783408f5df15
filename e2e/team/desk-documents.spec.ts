import { createHash } from "node:crypto";
import { documentsCopy as words } from "#app/copy/desk-documents.ts";
import { documentText } from "#app/domain/practice/documents.ts";
import { addOperator } from "#app/testing/desk.ts";
import { main, press, signInToDesk } from "../support/desk/desk.ts";
import { form, json, plainSpaces, send } from "../support/http.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { everything, fill, send as sendForm } from "../support/pages/form.ts";
import { expect, Practice, test as shared, somebody } from "../support/practice.ts";
import { consentsOf } from "../support/records/people.ts";
import { requestOf } from "../support/records/requests.ts";
import { embeddedIn } from "../support/servers/practice-database.ts";

/** Publications stay: each test has a practice of its own. */
const test = shared.extend<{ own: Practice }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a pattern
  own: async ({}, use) => {
    const practice = await Practice.start({}, {}, embeddedIn);
    await use(practice);
    await practice.stop();
  },
});

const OPERATOR = "ИП Волкова Анна Сергеевна";
const publish = (practice: Practice, operatorId: string, operator: string) =>
  practice.app.getDocuments.execute().then(({ details }) =>
    practice.app.publishDocuments.execute({
      operatorId,
      details: { operator, taxNumber: "", address: "", contact: "" },
      seen: JSON.stringify(Object.values(details)),
    }),
  );

test("the owner reads the new texts in full, then publishes them", async ({ page, own, javaScriptEnabled }) => {
  await signInToDesk(page, own);
  await page.goto(`${own.origin}/desk/settings/`);
  await page.getByRole("link", { name: words.link }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  await expect(main(page)).toContainText("Своих редакций ещё нет");
  await expectAccessible(page, words.title, javaScriptEnabled);

  await page.getByLabel(words.operator.label).fill("ИП");
  await page.getByLabel(words.address.label).fill("а".repeat(201));
  await press(page, words.preview);
  const alert = page.getByRole("alert");
  await expect(alert.getByRole("link", { name: words.errors.operator.split(",")[0] ?? "" })).toBeVisible();
  await expect(page.getByLabel(words.address.label)).toHaveValue("а".repeat(201));
  await expectAccessible(page, words.title, javaScriptEnabled);

  await page.getByLabel(words.operator.label).fill(OPERATOR);
  await page.getByLabel(words.address.label).fill("Москва, улица Примерная, 1");
  await press(page, words.preview);
  const draft = page.getByRole("region", { name: words.draft.title });
  await expect(draft.getByRole("heading", { level: 3 })).toHaveCount(3);
  await expect(draft).toContainText(`Оператор — ${OPERATOR}, адрес: Москва, улица Примерная, 1.`);
  await expectAccessible(page, words.title, javaScriptEnabled);
  expect((await send(`${own.origin}/legal/privacy/`)).body).not.toContain(OPERATOR);

  // What was read is not what would be published: it is shown first.
  await page.getByLabel(words.address.label).fill("");
  await press(page, words.publish);
  await expect(page.getByRole("alert")).toContainText("Сначала посмотрите тексты");
  await press(page, words.publish);
  await expect(page.getByRole("status").filter({ hasText: words.done.published })).toBeVisible();
  await page.getByRole("link", { name: words.inForce.names.privacy }).click();
  await expect(page).toHaveURL(/\/legal\/privacy\/\d{4}-\d{2}-\d{2}-t\/$/);
  await expect(main(page)).toContainText(`Оператор — ${OPERATOR}.`);
  await expect(main(page)).not.toContainText("Это прежняя редакция");
  for (const path of ["/legal/privacy/", "/legal/consents/", "/legal/personal-data-consent/"])
    expect((await send(`${own.origin}${path}`)).body).toContain(OPERATOR);
});

test("a form opened before a publication consents to the text that it showed", async ({ page, own }) => {
  const service = await own.service();
  const { id } = await signInToDesk(page, own);
  const address = `${own.origin}/booking/no-slots/?service_slug=${service.slug}`;
  await page.goto(address);
  await fill(page, everything("email", somebody()));
  expect(await publish(own, id, OPERATOR)).toEqual({ status: "published" });
  await sendForm(page);
  await expect(page).toHaveURL(/thanks/);
  const [first] = await consentsOf(own, (await requestOf(own, service.id)).id);
  const shownThen = await own.app.getDocuments.version("personal-data-consent", "2026-11-23");
  expect(first).toMatchObject({ type: "personal_data", documentVersion: "2026-11-23" });
  expect(first?.documentSha256).toBe(
    createHash("sha256")
      .update(shownThen ? documentText(shownThen) : "")
      .digest("hex"),
  );

  await page.goto(`${own.origin}/legal/personal-data-consent/2026-11-23/`);
  await expect(main(page)).toContainText("Это прежняя редакция");
  await page.getByRole("link", { name: "Действующая редакция" }).click();
  await expect(main(page)).toContainText(OPERATOR);

  const other = await own.service();
  await page.goto(`${own.origin}/booking/no-slots/?service_slug=${other.slug}`);
  await fill(page, everything("email", somebody()));
  await sendForm(page);
  await expect(page).toHaveURL(/thanks/);
  for (const { type, documentVersion, documentSha256 } of await consentsOf(own, (await requestOf(own, other.id)).id)) {
    const text = await own.app.getDocuments.version(`${type.replace("_", "-")}-consent`, documentVersion);
    expect(documentVersion).toMatch(/-t$/);
    expect(documentSha256).toBe(
      createHash("sha256")
        .update(text ? documentText(text) : "")
        .digest("hex"),
    );
  }
});

test("the API consents to the versions that it names, else to those in force", async ({ own }) => {
  const [before, after] = [await own.service(), await own.service()];
  const { id } = await addOperator(own.connection);
  const shown = await send(`${own.origin}/api/public/booking/no-slots?service_slug=${before.slug}`);
  const entries = JSON.parse(shown.body).consents.map(({ type, version }: Record<string, string>) => [type, version]);
  const named = Object.fromEntries(entries);
  expect(await publish(own, id, OPERATOR)).toEqual({ status: "published" });
  const join = (slug: string, more: Record<string, unknown>) =>
    send(
      `${own.origin}/api/public/waitlist`,
      json({
        ...{ service_slug: slug, preferred_contact_method: "email", contact_value: somebody() },
        ...{ preferred_time_window: "any", consent_personal_data: true, consent_communications: true },
        ...more,
      }),
    );
  for (const [field, status, consent_versions] of [
    ["/consent_versions", 409, { ...named, communications: "2020-01-01" }],
    ["/consent_versions/communications", 422, { personal_data: named.personal_data }],
    ["/consent_versions", 422, "2026-11-23"],
  ] as const) {
    const refused = await join(before.slug, { consent_versions });
    expect(refused.status).toBe(status);
    expect(refused.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(refused.body).errors).toMatchObject([{ pointer: field }]);
  }
  expect((await join(before.slug, { consent_versions: named })).status).toBe(202);
  expect((await join(after.slug, {})).status).toBe(202);
  const versions = async (serviceId: string) =>
    (await consentsOf(own, (await requestOf(own, serviceId)).id)).map(({ type, documentVersion }) => [
      ...[type, documentVersion],
    ]);
  expect(Object.fromEntries(await versions(before.id))).toEqual(named);
  for (const [, version] of await versions(after.id)) expect(version).toMatch(/^\d{4}-\d{2}-\d{2}-t$/);
  const document = (await send(`${own.origin}/api/public/openapi.json`)).body;
  expect(document).toContain("consent_versions");
});

test("a form that names no text of ours is asked again, with what was typed", async ({ own }) => {
  const service = await own.service();
  const typed = somebody();
  const answer = await send(
    `${own.origin}/booking/no-slots/?service_slug=${service.slug}`,
    form({
      preferred_contact_method: "email",
      contact_email: typed,
      preferred_time_window: "any",
      consent_personal_data: "on",
      consent_communications: "on",
      documents: "2020-01-01 2020-01-01",
    }),
  );
  expect(answer.status).toBe(409);
  expect(plainSpaces(answer.body)).toContain("Текст согласия изменился");
  expect(answer.body).toContain(`value="${typed}"`);
  expect(answer.body).not.toMatch(/<input[^>]*name="consent_[a-z_]+"[^>]* checked/);
  for (const path of ["/legal/privacy/2020-01-01/", "/legal/price-list/2026-11-23/", "/legal/privacy/%00/"])
    expect((await send(`${own.origin}${path}`)).status).toBe(404);
});
