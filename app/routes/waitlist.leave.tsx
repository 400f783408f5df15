import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { copy } from "#app/copy/ru.ts";
import { withChosenMethod } from "#app/forms/contact-fields.ts";
import { chosenContactFor, contactOf } from "#app/forms/waitlist/waitlist-form.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { Head } from "#app/ui/head.tsx";
import { LeaveAnswerPage, LeavePage } from "#app/ui/waitlist/leave-page.tsx";
import type { Route } from "./+types/waitlist.leave";

export const loader = fitForFastLane(async ({ context }) =>
  data({ origin: context.get(appContext).config.publicOrigin, messengers: context.get(appContext).config.messengers }),
);

/** Answers the same, by the same steps, whether anybody waits with this contact or not. */
export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const facts = context.get(requestFacts);
  const read = await readForm(request, facts);
  const schema = chosenContactFor(app.config.messengers);
  if (read.status === "foreign") {
    const formErrors = refuseForeign(read.foreign, app.logger);
    const lastResult = parseWithZod(withChosenMethod(read.typed), { schema }).reply({ formErrors });
    return data({ accepted: false, lastResult }, { status: 403 });
  }
  if (read.status !== "read") {
    const lastResult = { status: "error" as const, error: { "": [copy.errors.unreadable] } };
    return data({ accepted: false, lastResult }, { status: read.status === "too-large" ? 413 : 415 });
  }
  const submission = parseWithZod(withChosenMethod(read.form), { schema });
  if (submission.status !== "success")
    return data({ accepted: false, lastResult: submission.reply() }, { status: 400 });
  const refuse = (status: number, message: string, retryAfter: number) => {
    const lastResult = submission.reply({ formErrors: [message] });
    return data({ accepted: false, lastResult }, { status, headers: { "Retry-After": String(retryAfter) } });
  };

  const admission = await app.limits.admit(facts.addressPrefix);
  if (!admission.admitted) return refuse(429, requestCopy.leave.rateLimited, admission.retryAfterSeconds);
  const outcome = await app.askToLeave.execute({ contact: contactOf(submission.value) });
  switch (outcome.status) {
    case "accepted":
      return data({ accepted: true, lastResult: undefined });
    case "unavailable":
      return refuse(503, requestCopy.leave.unavailable, 30);
  }
}

export function headers({ actionHeaders }: Route.HeadersArgs) {
  return actionHeaders ?? {};
}

export default function Leave({ loaderData: { origin, messengers }, actionData }: Route.ComponentProps) {
  const lastResult = actionData?.lastResult;
  return (
    <>
      <Head
        page="leave"
        path={addresses.leave()}
        origin={origin}
        title={actionData?.accepted ? requestCopy.leave.answerTitle : undefined}
        error={lastResult !== undefined}
      />
      {actionData?.accepted ? (
        <LeaveAnswerPage messengers={messengers} />
      ) : (
        <LeavePage messengers={messengers} lastResult={lastResult} />
      )}
    </>
  );
}
