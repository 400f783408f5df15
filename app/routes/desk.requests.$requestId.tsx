import { data, redirect, type ShouldRevalidateFunctionArgs } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { knownMethodsFor } from "#app/domain/contact/contact.ts";
import { type DeskAction, may } from "#app/domain/team/operator.ts";
import { actForm, type DeskIntent } from "#app/forms/people/desk-people.ts";
import { askCode } from "#app/http/desk/code-again.server.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { operatorContext } from "#app/http/desk/desk-context.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import stylesheet from "#app/ui/desk/people/people.css?url";
import { PersonPage } from "#app/ui/desk/people/person-page.tsx";
import { personHoursView } from "#app/views/offers/person-hours.ts";
import type { PersonAnswer, RefusedField } from "#app/views/people/desk-person-view.ts";
import { changedWords, personView, revealed } from "#app/views/people/desk-person-view.ts";
import type { Route } from "./+types/desk.requests.$requestId";

const words = peopleCopy.person;
const NEEDS: Record<DeskIntent, DeskAction> = {
  reveal: "reveal",
  contacted: "work_requests",
  closed: "work_requests",
  undo: "work_requests",
  put_back: "work_requests",
  put_first: "work_offers",
  put_first_undone: "work_offers",
  not_spam: "work_requests",
  note: "work_requests",
  correct: "work_requests",
  swap_contacts: "work_requests",
  erase: "erase",
};

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_requests");
  const app = args.context.get(appContext);
  const page = await orServiceUnavailable(app.getPerson.execute(uuidParam(args.params.requestId)));
  if (!page) throw data(null, { status: 404 });
  const failed = doneOf(args.url, words.notDone, "failed");
  const { id: requestId, serviceId } = page.opened.request;
  const hours = await orServiceUnavailable(app.hoursForPerson.execute({ requestId, serviceId }));
  return {
    ...personView(page, operator, app.concierge !== null),
    hours: personHoursView(hours, requestId, may(operator, "work_offers")),
    done: doneOf(args.url, words.done),
    failed,
  };
}

/** One of the page's buttons. If another operator was first, nothing is done and the answer is 409. */
export async function action(args: Route.ActionArgs) {
  const requestId = uuidParam(args.params.requestId);
  const submission = await readDeskForm(args, actForm);
  if (submission.status !== "success") {
    await requireOperator(args, "work_requests");
    const refused = refusedField(submission);
    const others = Object.entries(submission.error ?? {}).filter(([name]) => name !== refused?.field);
    const problems = others.flatMap(([, messages]) => messages ?? []);
    return answered(400, problems, { refused });
  }
  const { value } = submission;
  const operator = await requireOperator(args, NEEDS[value.intent]);
  const operatorId = operator.id;
  const app = args.context.get(appContext);
  const outcome = await orServiceUnavailable(execute());
  switch (outcome.status) {
    case "done":
      return redirect(addresses.desk.person(requestId, { done: value.intent }), 303);
    case "revealed":
      return answered(200, [], { contact: revealed(outcome.contact, outcome.beside) });
    case "code-needed":
      return askCode(args, "reveal");
    case "unknown":
      throw data(null, { status: 404 });
    case "changed": {
      const page = await orServiceUnavailable(app.getPerson.execute(requestId));
      return answered(409, changedWords(outcome, page?.timeZone ?? "UTC", operator));
    }
    case "undecryptable":
      app.logger.warn("contact does not decrypt", { row: `waitlist_requests/${requestId}` });
      return answered(409, [words.undecryptable]);
    case "destroyed":
      return answered(409, [words.destroyed]);
    case "same":
      return answered(409, [words.correct.same]);
    case "taken-contact":
      return answered(409, [words.correct.taken]);
    case "method-off":
      return answered(409, [words.correct.off]);
    case "too-late":
      return answered(409, [words.tooLate]);
    case "taken":
      return answered(409, [words.taken]);
    case "has-hour":
      return answered(409, [words.hasHour]);
  }

  async function execute() {
    switch (value.intent) {
      case "reveal":
        return app.revealContact.execute({
          requestId,
          operatorId,
          codeAt: args.context.get(operatorContext).session.codeAt,
        });
      case "correct": {
        const contact = value.new_contact;
        if (!knownMethodsFor(app.config.messengers).includes(contact.method)) return { status: "method-off" } as const;
        const command = { requestId, operatorId, seenAt: value.seen, contact };
        return value.old_contact === "beside" ? app.addContact.execute(command) : app.correctContact.execute(command);
      }
      case "swap_contacts":
        return app.swapContacts.execute({ requestId, operatorId, seenAt: value.seen });
      case "note":
        return app.addNote.execute({ requestId, operatorId, note: value.note });
      case "contacted":
        return app.markContacted.execute({ requestId, operatorId, seenAt: value.seen });
      case "closed":
        return app.closeRequest.execute({ requestId, operatorId, seenAt: value.seen, reason: value.reason });
      case "undo":
        return app.undoLastAct.execute({ requestId, operatorId, seenAt: value.seen });
      case "put_first":
      case "put_first_undone": {
        const reason = value.intent === "put_first" ? value.first : null;
        return app.putFirst.execute({ requestId, operatorId, seenAt: value.seen, reason });
      }
      case "put_back":
        return app.putBackInList.execute({ requestId, operatorId, seenAt: value.seen });
      case "not_spam":
        return app.releaseRequest.execute({ requestId, operatorId, seenAt: value.seen });
      case "erase":
        return app.erasePerson.execute({ requestId, operatorId, seenAt: value.seen });
    }
  }
}

type Refused = { error: Record<string, string[] | null> | null; payload: Record<string, unknown> };
function refusedField({ error, payload }: Refused): RefusedField | null {
  for (const field of ["confirmation", "reason", "sure", "note", "first", "new_contact"] as const) {
    const [message] = error?.[field] ?? [];
    const typed = payload[field];
    const old = payload.old_contact === "beside" ? "beside" : "replaced";
    if (message) return { field, error: message, typed: typeof typed === "string" ? typed : "", old };
  }
  return null;
}

function answered(status: 200 | 400 | 409, problems: string[], more: Partial<PersonAnswer> = {}) {
  const answer: PersonAnswer = { problems, contact: null, refused: null, ...more };
  return data(answer, { status });
}

/** Somebody else's change is shown with the words about it. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate;
}

export default function Person({ loaderData, actionData }: Route.ComponentProps) {
  // Nothing is carried from one person to another: no answer, no typed text, no timer.
  return <PersonPage key={loaderData.requestId} {...loaderData} answer={actionData ?? null} />;
}
