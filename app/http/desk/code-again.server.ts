import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { accountCopy, recoveryCopy } from "#app/copy/desk-account.ts";
import { isCodeFresh } from "#app/domain/team/desk-session.ts";
import { type ActWithCode, type DeskAction, isActWithCode } from "#app/domain/team/operator.ts";
import { CODE_FIELDS, type CodeAsked, type CodeField } from "#app/forms/team/code-again.ts";
import { appCode, recoveryCode } from "#app/forms/team/code-field.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { type ActArgs, operatorContext, refusalContext, sentFieldsContext } from "./desk-context.server.ts";
import { deviceOf } from "./device-cookie.server.ts";

const { errors } = accountCopy;
const CODES = { confirm_code: appCode(errors.appCode), confirm_recovery: recoveryCode(recoveryCopy.error) };
const isCodeField = (name: string): name is CodeField => CODE_FIELDS.some((field) => field === name);

/**
 * Checks the code sent with an act, and asks for one where the act needs it and none was given lately: throws a page
 * that repeats the act, with all typed fields, once the code is given.
 */
export async function takeCode(args: ActArgs, action: DeskAction, ask: AskForCode = askCode): Promise<void> {
  if (!isActWithCode(action)) return;
  const { context } = args;
  const given = CODE_FIELDS.find((field) => context.get(sentFieldsContext).has(field));
  if (given !== undefined) await confirm(args, action, given);
  const { clock } = context.get(appContext);
  // The caller who shows contacts counts them.
  if (action !== "reveal" && !isCodeFresh(context.get(operatorContext).session, clock())) ask(args, action);
}

async function confirm(args: ActArgs, act: ActWithCode, field: CodeField): Promise<void> {
  const { context } = args;
  const { operator, session } = context.get(operatorContext);
  const typed = CODES[field].safeParse(context.get(sentFieldsContext).get(field));
  if (!typed.success) {
    askCode(args, act, { field, message: typed.error.issues[0]?.message ?? errors.unreadable }, { status: 400 });
  }
  const app = context.get(appContext);
  const { addressPrefix } = context.get(requestFacts);
  const device = await deviceOf(args.request, app.config.publicOrigin);
  const command = { operator, sessionId: session.id, code: typed.data, addressPrefix, device };
  const outcome = await orServiceUnavailable(app.confirmAgain.execute(command));
  switch (outcome.status) {
    case "confirmed":
      context.set(operatorContext, { operator, session: { ...session, codeAt: outcome.at } });
      return;
    case "refused":
      return askCode(args, act, { field, message: errors.codeRefused(outcome.again) });
    case "closed":
      return askCode(args, act, { field, message: errors.closed });
    case "limited": {
      const { retryAfterSeconds } = outcome;
      const message = errors.limited(Math.ceil(retryAfterSeconds / 60));
      return askCode(args, act, { field, message }, { status: 429, retryAfterSeconds });
    }
  }
}

export type AskForCode = (args: ActArgs, act: ActWithCode) => never;

/** Before a file, whose route draws no page: the code is asked for at an address of its own, which leads back here. */
export const askBeforeFile: AskForCode = ({ url }) => {
  throw redirect(addresses.desk.code({ next: url.pathname }), 303);
};

/** Throws the page that asks for the code and then repeats the act. */
export function askCode(
  { url, context }: ActArgs,
  act: ActWithCode,
  problem: CodeAsked["problem"] = null,
  { status, ...more }: { status: number; retryAfterSeconds?: number } = { status: 403 },
): never {
  const { operator } = context.get(operatorContext);
  const fields = [...context.get(sentFieldsContext)].flatMap(([name, value]): CodeAsked["fields"] =>
    typeof value === "string" && !isCodeField(name) ? [[name, value]] : [],
  );
  context.set(refusalContext, { what: "code", operator: operator.id, ...more });
  const to = url.pathname + url.search;
  const asked: CodeAsked = { asks: "code", act, to, fields, operator, problem };
  throw data(asked, { status });
}
