import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { accountCopy } from "#app/copy/desk-account.ts";
import { factorForm } from "#app/forms/team/account-form.ts";
import { factorView } from "#app/http/desk/account-view.server.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { operatorContext } from "#app/http/desk/desk-context.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { FactorPage } from "#app/ui/desk/team/factor-page.tsx";
import type { Route } from "./+types/desk.account_.factor";

const { errors } = accountCopy;

/** A POST shows the seed: the code is required before it. */
export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "change_account");
  return null;
}

export async function action(args: Route.ActionArgs) {
  const { context } = args;
  const submission = await readDeskForm(args, factorForm);
  const operator = await requireOperator(args, "change_factor");
  const { replaceFactor } = context.get(appContext);
  const show = async (status: number, fieldErrors: Record<string, string[]> | null = null) => {
    const { offer } = submission.payload;
    const kept = await orServiceUnavailable(replaceFactor.offer(operator, typeof offer === "string" ? offer : null));
    const lastResult =
      status === 200
        ? undefined
        : submission.reply({ ...(fieldErrors && { fieldErrors }), hideFields: ["code", "offer"] });
    return data({ factor: factorView(kept), lastResult }, { status });
  };
  if (submission.status !== "success") return show(400);
  if (submission.value.intent === "show") return show(200);
  const { offer, code } = submission.value;
  const { session } = context.get(operatorContext);
  const command = { operator, sessionId: session.id, offer, code };
  const outcome = await orServiceUnavailable(replaceFactor.execute(command));
  switch (outcome.status) {
    case "replaced":
      return redirect(addresses.desk.account({ done: "factor" }), 303);
    case "wrong-code":
      return show(400, { code: [errors.newCodeRefused] });
    case "old-offer":
      return show(400, { code: [errors.oldOffer] });
  }
}

export default function Factor({ actionData }: Route.ComponentProps) {
  return <FactorPage factor={actionData?.factor ?? null} lastResult={actionData?.lastResult} />;
}
