import { data, redirect, type ShouldRevalidateFunctionArgs } from "react-router";
import { appContext } from "#app/context.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import type { DeskAction } from "#app/domain/team/operator.ts";
import { actForm, type DeskIntent } from "#app/forms/people/desk-people.ts";
import { askCode } from "#app/http/desk/code-again.server.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { operatorContext } from "#app/http/desk/desk-context.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import stylesheet from "#app/ui/desk/people/people.css?url";
import { PersonPage } from "#app/ui/desk/people/person-page.tsx";
import type { PersonAnswer, RefusedField } from "#app/views/people/desk-person-view.ts";
import { changedWords, personView, revealed } from "#app/views/people/desk-person-view.ts";
import type { Route } from "./+types/desk.requests.$requestId";

const words = peopleCopy.person;
const NEEDS: Record<DeskIntent, DeskAction> = {
  reveal: "reveal",
  contacted: "work_requests",
  closed: "work_requests",
  undo: "work_requests",
  not_spam: "work_requests",
  note: "work_requests",
  erase: "erase",
};

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_requests");
  const { desk, concierge } = args.context.get(appContext);
  const page = await orServiceUnavailable(desk.person.execute(uuidParam(args.params.requestId)));
  if (!page) throw data(null, { status: 404 });
  const failed = doneOf(args.url, words.notDone, "failed");
  return { ...personView(page, operator, concierge !== null), done: doneOf(args.url, words.done), failed };
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
  const { desk, logger } = args.context.get(appContext);
  const outcome = await orServiceUnavailable(execute());
  switch (outcome.status) {
    case "done":
      return redirect(`/desk/requests/${requestId}/?done=${value.intent}`, 303);
    case "revealed":
      return answered(200, [], { contact: revealed(outcome.contact) });
    case "code-needed":
      return askCode(args, "reveal");
    case "unknown":
      throw data(null, { status: 404 });
    case "changed": {
      const page = await orServiceUnavailable(desk.person.execute(requestId));
      return answered(409, changedWords(outcome, page?.timeZone ?? "UTC", operator));
    }
    case "undecryptable":
      logger.warn("contact does not decrypt", { row: `waitlist_requests/${requestId}` });
      return answered(409, [words.undecryptable]);
    case "destroyed":
      return answered(409, [words.destroyed]);
    case "too-late":
      return answered(409, [words.tooLate]);
    case "taken":
      return answered(409, [words.taken]);
  }

  async function execute() {
    switch (value.intent) {
      case "reveal":
        return desk.reveal.execute({ requestId, operatorId, codeAt: args.context.get(operatorContext).session.codeAt });
      case "note":
        return desk.note.execute({ requestId, operatorId, note: value.note });
      case "contacted":
        return desk.contacted.execute({ requestId, operatorId, seenAt: value.seen });
      case "closed":
        return desk.closed.execute({ requestId, operatorId, seenAt: value.seen, reason: value.reason });
      case "undo":
        return desk.undo.execute({ requestId, operatorId, seenAt: value.seen });
      case "not_spam":
        return desk.release.execute({ requestId, operatorId, seenAt: value.seen });
      case "erase":
        return desk.erase.execute({ requestId, operatorId, seenAt: value.seen });
    }
  }
}

type Refused = { error: Record<string, string[] | null> | null; payload: Record<string, unknown> };
function refusedField({ error, payload }: Refused): RefusedField | null {
  for (const field of ["confirmation", "reason", "sure", "note"] as const) {
    const [message] = error?.[field] ?? [];
    const typed = payload[field];
    if (message) return { field, error: message, typed: typeof typed === "string" ? typed : "" };
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
