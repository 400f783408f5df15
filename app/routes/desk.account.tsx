import type { SubmissionResult } from "@conform-to/react";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import type { ChangePasswordOutcome } from "#app/application/team/change-password.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { accountCopy, weakPasswords } from "#app/copy/desk-account.ts";
import { groupedRecoveryCode } from "#app/domain/team/recovery-code.ts";
import { accountForm } from "#app/forms/team/account-form.ts";
import { accountView } from "#app/http/desk/account-view.server.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { operatorContext } from "#app/http/desk/desk-context.server.ts";
import { signedOutHeaders } from "#app/http/desk/desk-cookie.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { deviceOf } from "#app/http/desk/device-cookie.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { AccountPage } from "#app/ui/desk/team/account-page.tsx";
import type { Route } from "./+types/desk.account";

const { errors } = accountCopy;
const SECRETS = ["old_password", "new_password", "code"];

export async function loader(args: Route.LoaderArgs) {
  const { id, email } = await requireOperator(args, "change_account");
  const { session } = args.context.get(operatorContext);
  const account = await orServiceUnavailable(args.context.get(appContext).getAccount.execute({ operatorId: id }));
  const view = accountView(account, { email, presentId: session.id });
  return { ...view, done: doneOf(args.url, accountCopy.done) };
}

export async function action(args: Route.ActionArgs) {
  const { context } = args;
  const app = context.get(appContext);
  const submission = await readDeskForm(args, accountForm);
  if (submission.status !== "success") {
    await requireOperator(args, "change_account");
    return answer(400, submission.reply({ hideFields: SECRETS }));
  }
  const { value } = submission;
  const operator = await requireOperator(args, value.intent === "codes" ? "change_factor" : "change_account");
  const operatorId = operator.id;
  const { session } = context.get(operatorContext);
  const done = (what: keyof typeof accountCopy.done) => redirect(addresses.desk.account({ done: what }), 303);
  const leave = async () =>
    redirect(addresses.desk.signIn(), { status: 303, headers: await signedOutHeaders(app.config.publicOrigin) });
  switch (value.intent) {
    case "password": {
      const typed = { oldPassword: value.old_password, newPassword: value.new_password, code: value.code };
      const { addressPrefix } = context.get(requestFacts);
      const device = await deviceOf(args.request, app.config.publicOrigin);
      const command = { operator, sessionId: session.id, ...typed, addressPrefix, device };
      const outcome = await orServiceUnavailable(app.changePassword.execute(command));
      if (outcome.status === "changed") return done("password");
      const { status, ...refused } = refusalOf(outcome);
      return answer(status, submission.reply({ ...refused, hideFields: SECRETS }));
    }
    case "codes": {
      const codes = await orServiceUnavailable(app.makeRecoveryCodes.execute({ operatorId }));
      return answer(200, undefined, codes.map(groupedRecoveryCode));
    }
    case "end": {
      const outcome = await orServiceUnavailable(app.endSession.execute({ operatorId, sessionId: value.session }));
      return value.session === session.id ? leave() : done(outcome);
    }
    case "everywhere":
      await orServiceUnavailable(app.signOutEverywhere.execute({ operatorId }));
      return leave();
  }
}

type Refused = { status: number; fieldErrors?: Record<string, string[]>; formErrors?: string[] };

/** Why a password was not changed, beside the field concerned. */
function refusalOf(outcome: Exclude<ChangePasswordOutcome, { status: "changed" }>): Refused {
  switch (outcome.status) {
    case "weak-password":
      return { status: 400, fieldErrors: { new_password: [weakPasswords[outcome.weakness]] } };
    case "wrong-password":
      return { status: 403, fieldErrors: { old_password: [errors.wrongPassword] } };
    case "wrong-code":
      return { status: 403, fieldErrors: { code: [errors.codeRefused(outcome.again)] } };
    case "closed":
      return { status: 403, fieldErrors: { code: [errors.closed] } };
    case "busy":
      return { status: 503, formErrors: [errors.busy] };
    case "limited":
      return { status: 429, formErrors: [errors.limited(Math.ceil(outcome.retryAfterSeconds / 60))] };
  }
}

const answer = (status: number, lastResult: SubmissionResult<string[]> | undefined, codes: string[] | null = null) =>
  data({ lastResult, codes }, { status });

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <AccountPage
      {...loaderData}
      done={actionData ? null : loaderData.done}
      codes={actionData?.codes ?? null}
      lastResult={actionData?.lastResult}
    />
  );
}
