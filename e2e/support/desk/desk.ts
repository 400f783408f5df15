import type { Page } from "@playwright/test";
import type { OperatorRole } from "#app/domain/team/operator.ts";
import { deskCookie } from "#app/http/desk/desk-cookie.server.ts";
import { addOperator, addSession } from "#app/testing/desk.ts";
import { form, send } from "../http.ts";
import { everything, fill, send as sendForm } from "../pages/form.ts";
import { expect, type Practice, somebody } from "../practice.ts";
import { requestOf } from "../records/requests.ts";

/** An operator of the test's own, signed in; `cookie` goes into a `Cookie` header. */
export async function atTheDesk(practice: Practice, role: OperatorRole = "owner") {
  const operator = await addOperator(practice.connection, role);
  const token = await addSession(practice.connection, operator.id);
  const [cookie = ""] = (await deskCookie(practice.origin, token)).split(";");
  return { ...operator, token, cookie };
}

/** Signs the browser in as a new operator. */
export async function signInToDesk(page: Page, practice: Practice, role: OperatorRole = "owner") {
  const operator = await atTheDesk(practice, role);
  const at = operator.cookie.indexOf("=");
  const url = `${practice.origin}/desk`;
  await page
    .context()
    .addCookies([{ name: operator.cookie.slice(0, at), value: operator.cookie.slice(at + 1), url, httpOnly: true }]);
  return operator;
}

/** Password and code, as forms over HTTP. Returns the value for a `Cookie` header. */
export async function signInOver(
  origin: string,
  { email, password, code }: Record<"email" | "password" | "code", string>,
) {
  const step = async (fields: Record<string, string>, cookie = "") => {
    const { headers, ...rest } = form(fields);
    const answer = await send(`${origin}/desk/sign-in/`, {
      ...rest,
      headers: { ...headers, Origin: origin, Cookie: cookie },
    });
    return answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  };
  return step({ intent: "code", code }, await step({ intent: "password", email, password }));
}

export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
/** Presses twice while the response is held back: checks the busy state, the focus, and one request only. */
export async function pressOnce(page: Page, name: string, address: RegExp) {
  let requests = 0;
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(address, async (route) => {
    requests += 1;
    await held;
    await route.continue();
  });
  await press(page, name);
  const busy = page.getByRole("button", { name: "Выполняем…" });
  await expect(busy).toHaveAttribute("aria-disabled", "true");
  await expect(busy).toBeFocused();
  await expect(page.locator("form[aria-busy=true]")).toHaveCount(1);
  await busy.press("Enter");
  answer();
  await expect(page.getByRole("button", { name, exact: true })).toBeFocused();
  await page.unroute(address);
  expect(requests).toBe(1);
}

export const main = (page: Page) => page.getByRole("main");

/** A person who joined the list by its public page. */
export async function joined(page: Page, practice: Practice) {
  const service = await practice.service({ title: "Первичная консультация" });
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address));
  await sendForm(page);
  await expect(page).toHaveURL(/thanks/);
  const row = () => requestOf(practice, service.id);
  const { id } = await row();
  return { service, address, row, id, href: `${practice.origin}/desk/requests/${id}/` };
}
