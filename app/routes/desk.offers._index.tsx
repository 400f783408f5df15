import { data, redirect } from "react-router";
import type { z } from "zod";
import { addresses } from "#app/addresses.ts";
import type { AnswerOutcome } from "#app/application/offers/answer-offer.ts";
import type { AskAnswer } from "#app/application/offers/asked/answer-ask.ts";
import type { GiveOutcome } from "#app/application/offers/give-to-person.ts";
import { appContext } from "#app/context.ts";
import { deskOffersCopy, skipReasons } from "#app/copy/desk-offers.ts";
import { may } from "#app/domain/team/operator.ts";
import { offersForm } from "#app/forms/offers/desk-offers.ts";
import { askCode } from "#app/http/desk/code-again.server.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { operatorContext } from "#app/http/desk/desk-context.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/offers/offers.css?url";
import { OffersPage } from "#app/ui/desk/offers/offers-page.tsx";
import { offersView } from "#app/views/offers/offers-view.ts";
import { type RevealedContact, revealed } from "#app/views/people/desk-person-view.ts";
import type { Route } from "./+types/desk.offers._index";

const words = deskOffersCopy.refusals;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_offers");
  const page = await orServiceUnavailable(args.context.get(appContext).getOffersPage.execute());
  return {
    view: offersView(page),
    mayWork: may(operator, "work_offers"),
    done: doneOf(args.url, deskOffersCopy.done),
  };
}

type Answered = { problem: string | null; revealed: { requestId: string; contact: RevealedContact } | null };
const answer = (status: number, problem: string | null, shown: Answered["revealed"] = null) =>
  data<Answered>({ problem, revealed: shown }, { status });

export async function action(args: Route.ActionArgs) {
  const submission = await readDeskForm(args, offersForm);
  if (submission.status !== "success") {
    await requireOperator(args, "work_offers");
    return answer(400, words.unreadable);
  }
  const { value } = submission;
  const app = args.context.get(appContext);
  if (value.intent === "reveal") {
    const operator = await requireOperator(args, "reveal");
    const { codeAt } = args.context.get(operatorContext).session;
    const command = { requestId: value.request, operatorId: operator.id, codeAt };
    const outcome = await orServiceUnavailable(app.revealContact.execute(command));
    switch (outcome.status) {
      case "revealed":
        return answer(200, null, { requestId: value.request, contact: revealed(outcome.contact, outcome.beside) });
      case "code-needed":
        return askCode(args, "reveal");
      case "unknown":
      case "destroyed":
        return answer(409, words.destroyed);
      case "undecryptable":
        app.logger.warn("contact does not decrypt", { row: `waitlist_requests/${value.request}` });
        return answer(409, words.undecryptable);
    }
  }
  const operator = await requireOperator(args, "work_offers");
  if (value.intent === "confirm" || value.intent === "refuse") {
    const outcome = await orServiceUnavailable(
      app.answerAsk.execute({ operatorId: operator.id, bookingId: value.booking, answer: askAnswer(value) }),
    );
    switch (outcome.status) {
      case "confirmed":
      case "declined":
        return redirect(addresses.desk.offers({ done: value.intent }), 303);
      case "over":
        return answer(409, words.askOver);
      case "not-offered":
        return answer(409, words.notOffered(whyNotOffered(outcome.because)));
    }
  }
  if (value.intent === "waits_on") {
    const { status } = await orServiceUnavailable(
      app.waitsOn.execute({ operatorId: operator.id, requestId: value.request }),
    );
    return status === "done" ? redirect(addresses.desk.offers({ done: "waits_on" }), 303) : answer(409, words.already);
  }
  const act = { kind: "called", result: value.intent } as const;
  const command = { operatorId: operator.id, offerId: value.offer, act };
  const outcome = await orServiceUnavailable(app.actOnOffer.execute(command));
  switch (outcome.status) {
    case "done":
    case "extended":
      return redirect(addresses.desk.offers({ done: value.intent }), 303);
    case "answered": {
      const refused = refusedAnswer(outcome.answer);
      return refused ? answer(409, refused) : redirect(addresses.desk.offers({ done: value.intent }), 303);
    }
    case "over":
      return answer(409, words.over);
    case "unknown":
      return answer(409, words.unknown);
  }
}

type Asked = Extract<z.output<typeof offersForm>, { intent: "confirm" | "refuse" }>;
function askAnswer(value: Asked): AskAnswer {
  if (value.intent === "confirm") return { kind: "confirm" };
  return { kind: "decline", hides: value.hides === "yes", otherSlotId: value.other ?? null };
}

function whyNotOffered(because: Exclude<GiveOutcome, { status: "given" }>): string {
  switch (because.status) {
    case "unsuitable":
      return words.unsuitable(because.reason === "closed" ? words.requestClosed : skipReasons[because.reason]);
    case "too-late":
      return words.tooLate;
    default:
      return words[because.status];
  }
}

function refusedAnswer({ status }: AnswerOutcome): string | null {
  switch (status) {
    case "booked":
    case "declined":
    case "yours":
      return null;
    case "kept":
      return words.held;
    case "over":
      return words.over;
    case "unknown-link":
      return words.unknown;
  }
}

/** An act may be refused because of somebody else's: the page is read again then too. */
export const shouldRevalidate = () => true;

export default function Offers({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <OffersPage
      view={loaderData.view}
      mayWork={loaderData.mayWork}
      done={actionData ? null : loaderData.done}
      problem={actionData?.problem ?? null}
      revealed={actionData?.revealed ?? null}
    />
  );
}
