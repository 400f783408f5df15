import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import type { AskConsentOutcome } from "#app/application/offers/callers/ask-consent.ts";
import { appContext } from "#app/context.ts";
import { callersCopy } from "#app/copy/consent.ts";
import { methodsFor } from "#app/domain/contact/contact.ts";
import { may } from "#app/domain/team/operator.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { callersForm, callersFormWithoutTelegram } from "#app/forms/offers/callers-form.ts";
import { contactOf } from "#app/forms/waitlist/waitlist-form.ts";
import { askCode } from "#app/http/desk/code-again.server.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { operatorContext } from "#app/http/desk/desk-context.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidOrNull } from "#app/http/uuid-param.ts";
import type { ShownCaller } from "#app/ui/desk/offers/callers/caller-card.tsx";
import { CallersPage } from "#app/ui/desk/offers/callers/callers-page.tsx";
import stylesheet from "#app/ui/desk/offers/offers.css?url";
import { callersView } from "#app/views/offers/callers-view.ts";
import { revealed } from "#app/views/people/desk-person-view.ts";
import type { Route } from "./+types/desk.callers";

const words = callersCopy.refusals;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_offers");
  const slotId = uuidOrNull(args.url.searchParams.get("slot"));
  const { getCallersPage, config } = args.context.get(appContext);
  const page = await orServiceUnavailable(getCallersPage.execute(slotId));
  return {
    methods: methodsFor(config.messengers),
    view: callersView(page, slotId, may(operator, "add_callers")),
    done: doneOf(args.url, callersCopy.done),
  };
}

type Answered = { problem: string | null; lastResult: LastResult; shown: ShownCaller | null };
const answer = (status: number, answered: Partial<Answered>) =>
  data<Answered>({ problem: null, lastResult: undefined, shown: null, ...answered }, { status });
const refuse = (problem: string) => answer(409, { problem });

export async function action(args: Route.ActionArgs) {
  const inTelegram = args.context.get(appContext).config.messengers.includes("telegram");
  const submission = await readDeskForm(args, inTelegram ? callersForm : callersFormWithoutTelegram);
  const sent = submission.status === "success" ? submission.value : null;
  const operator = await requireOperator(args, sent?.intent === "reveal" ? "reveal" : "add_callers");
  if (!sent) return answer(400, { lastResult: submission.reply() });
  const app = args.context.get(appContext);
  const operatorId = operator.id;
  switch (sent.intent) {
    case "reveal":
      return reveal(args, { callerId: sent.caller, operatorId });
    case "give_up": {
      const command = { operatorId, callerId: sent.caller };
      const outcome = await orServiceUnavailable(app.giveUpCaller.byOperator(command));
      return outcome === "done" ? redirect(addresses.desk.callers({ done: "gave_up" }), 303) : refuse(words.over);
    }
    case "ask": {
      const command = { operatorId, contact: contactOf(sent), serviceId: sent.service, slotId: sent.hour };
      const outcome = await orServiceUnavailable(app.askConsent.execute(command));
      const wrong = wrongOf(outcome);
      if (wrong) return answer(409, { lastResult: submission.reply({ fieldErrors: wrong }) });
      return redirect(nextOf(outcome, sent.hour), 303);
    }
  }
}

async function reveal(args: Route.ActionArgs, asked: { callerId: string; operatorId: string }) {
  const app = args.context.get(appContext);
  const { codeAt } = args.context.get(operatorContext).session;
  const outcome = await orServiceUnavailable(app.revealCaller.execute({ ...asked, codeAt }));
  switch (outcome.status) {
    case "revealed": {
      const link = `${app.config.publicOrigin}${addresses.consent(outcome.token)}`;
      return answer(200, { shown: { id: asked.callerId, contact: revealed(outcome.contact), link } });
    }
    case "code-needed":
      return askCode(args, "reveal");
    case "over":
      return refuse(words.over);
    case "undecryptable":
      app.logger.warn("contact does not decrypt", { row: `callers/${asked.callerId}` });
      return refuse(words.undecryptable);
  }
}

/** The field to change; `null`: it was done. */
function wrongOf({ status }: AskConsentOutcome): Record<string, string[]> | null {
  switch (status) {
    case "asked":
    case "known-booked":
    case "known-listed":
      return null;
    case "unknown-service":
      return { service: [words.service] };
    case "other-service":
      return { hour: [words.otherService] };
    case "too-late":
      return { hour: [words.tooLate] };
    default:
      return { hour: [words[status]] };
  }
}

function nextOf(outcome: AskConsentOutcome, slotId: string | null): string {
  if (outcome.status === "known-booked" && slotId !== null) return addresses.desk.slotOffers(slotId, { done: "known" });
  if (outcome.status === "known-listed") return addresses.desk.person(outcome.requestId, { done: "known" });
  return addresses.desk.callers({ done: "asked" });
}

/** An act may be refused because of somebody else's: the page is read again then too. */
export const shouldRevalidate = () => true;

export default function Callers({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <CallersPage
      view={loaderData.view}
      methods={loaderData.methods}
      done={actionData ? null : loaderData.done}
      problem={actionData?.problem ?? null}
      lastResult={actionData?.lastResult}
      shown={actionData?.shown ?? null}
    />
  );
}
