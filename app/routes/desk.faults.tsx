import { data, redirect } from "react-router";
import { z } from "zod";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { serverCopy } from "#app/copy/desk-server.ts";
import { mailFailure } from "#app/copy/mail-failures.ts";
import { may } from "#app/domain/team/operator.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { refusalContext } from "#app/http/desk/desk-context.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { HealthPage } from "#app/ui/desk/insight/health-page.tsx";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import { healthView } from "#app/views/insight/health-view.ts";
import type { Route } from "./+types/desk.faults";

const words = serverCopy.mail;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_faults");
  const { getHealth, sendTestMail } = args.context.get(appContext);
  const page = await orServiceUnavailable(getHealth.execute());
  const mailTo = may(operator, "send_test_mail") ? sendTestMail.addressee(operator) : null;
  return { view: healthView(page), mailTo, done: doneOf(args.url, { mail: true }) };
}

/** The test mail. */
export async function action(args: Route.ActionArgs) {
  await readDeskForm(args, z.object({}));
  const operator = await requireOperator(args, "send_test_mail");
  const { sendTestMail } = args.context.get(appContext);
  const outcome = await orServiceUnavailable(sendTestMail.execute(operator));
  switch (outcome.status) {
    case "sent":
      return redirect(addresses.desk.faults({ done: "mail" }), 303);
    case "refused":
      return data({ problem: words.refused(mailFailure(outcome.code)) }, { status: 409 });
    case "limited": {
      const { retryAfterSeconds } = outcome;
      args.context.set(refusalContext, { what: "send_test_mail", operator: operator.id, retryAfterSeconds });
      return data({ problem: words.limited(Math.ceil(retryAfterSeconds / 60)) }, { status: 429 });
    }
  }
}

export default function Faults({ loaderData: { view, mailTo, done }, actionData }: Route.ComponentProps) {
  const problem = actionData?.problem ?? null;
  return <HealthPage view={view} testMail={{ to: mailTo, sent: done !== null && problem === null, problem }} />;
}
