import type { Page } from "@playwright/test";
import type { OperatorRole } from "#app/domain/operator.ts";
import { deskCookie } from "#app/http/desk-cookie.server.ts";
import { addOperator, addSession } from "#app/infrastructure/testing/desk.ts";
import { form, send } from "./http.ts";
import type { Practice } from "./practice.ts";

/** An operator of their own, already signed in; `cookie` goes into a `Cookie` header. */
export async function atTheDesk(practice: Practice, role: OperatorRole = "owner") {
  const operator = await addOperator(practice.connection, role);
  const token = await addSession(practice.connection, operator.id);
  const [cookie = ""] = (await deskCookie(practice.origin, token)).split(";");
  return { ...operator, token, cookie };
}

/** The browser becomes that of a new operator who signed in. */
export async function signInToDesk(page: Page, practice: Practice, role: OperatorRole = "owner") {
  const operator = await atTheDesk(practice, role);
  const at = operator.cookie.indexOf("=");
  const url = `${practice.origin}/desk`;
  await page
    .context()
    .addCookies([{ name: operator.cookie.slice(0, at), value: operator.cookie.slice(at + 1), url, httpOnly: true }]);
  return operator;
}

/** Password and code, as forms over HTTP. Answers what goes into a `Cookie` header. */
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
