import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { documentsCopy as words } from "#app/copy/desk-documents.ts";
import { DOCUMENT_SLUGS, markOfDetails } from "#app/domain/practice/documents.ts";
import { detailsOf, documentsForm } from "#app/forms/practice/documents-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { DocumentsPage } from "#app/ui/desk/practice/documents-page.tsx";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import { documentsView } from "#app/views/practice/documents-view.ts";
import type { Route } from "./+types/desk.documents";

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "change_settings");
  const page = await orServiceUnavailable(args.context.get(appContext).getDocuments.execute());
  return { view: documentsView(page), done: doneOf(args.url, words.done) };
}

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_settings");
  const submission = await readDeskForm(args, documentsForm);
  const none = { draft: null, told: null };
  if (submission.status !== "success") return data({ ...none, lastResult: submission.reply() }, { status: 400 });
  const { getDocuments, publishDocuments } = args.context.get(appContext);
  const { value } = submission;
  const details = detailsOf(value);
  const mark = markOfDetails(details);
  const texts = getDocuments.draft(details);
  const draft = { mark, texts: DOCUMENT_SLUGS.map((slug) => ({ ...texts[slug], slug })) };
  if (value.intent === "preview") return data({ ...none, lastResult: submission.reply(), draft });
  const refuse = (words: string, shows: typeof draft | null) =>
    data({ lastResult: submission.reply({ formErrors: [words] }), draft: shows, told: null }, { status: 409 });
  // Nothing is published that its owner has not read.
  if (value.shown !== mark) return refuse(words.errors.notShown, draft);
  const command = { operatorId: operator.id, details, seen: value.seen };
  const outcome = await orServiceUnavailable(publishDocuments.execute(command));
  switch (outcome.status) {
    case "published":
      return redirect(addresses.desk.documents({ done: "published" }), 303);
    case "unchanged":
      return data({ ...none, lastResult: undefined, told: words.unchanged });
    case "too-many":
      return refuse(words.errors.tooMany, draft);
    case "changed-meanwhile": {
      const by = outcome.by ? [wordsOfAct(outcome.by, outcome.timeZone, operator)] : [];
      return refuse([words.errors.meanwhile, ...by].join(". "), null);
    }
  }
}

/** A form may be refused because of somebody else's publication: what stands now is read again then too. */
export const shouldRevalidate = () => true;

export default function Documents({ loaderData, actionData }: Route.ComponentProps) {
  const { lastResult, draft = null, told = null } = actionData ?? {};
  return (
    <DocumentsPage
      view={loaderData.view}
      done={actionData ? null : loaderData.done}
      draft={draft}
      told={told}
      lastResult={lastResult}
    />
  );
}
