import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { appContext, requestFacts } from "#app/context.ts";
import { copy } from "#app/copy/ru.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { isOneClickUnsubscribe, requestForm } from "#app/forms/waitlist/request-form.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { visitOf } from "#app/http/visits.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { Head } from "#app/ui/head.tsx";
import { ConfirmErasurePage, ErasedPage } from "#app/ui/privacy/erase-pages.tsx";
import { LeftPage } from "#app/ui/waitlist/left-page.tsx";
import { LinkGonePage } from "#app/ui/waitlist/link-gone-page.tsx";
import { RequestPage } from "#app/ui/waitlist/request-page.tsx";
import { changeOf, doneIn, requestView } from "#app/views/waitlist/own-request.ts";
import type { Route } from "./+types/waitlist.$token";

/** The pattern, never the address: the token is the key to somebody's request. */
const PAGE = "/waitlist/:token/";

/** Shows, and changes nothing: mail scanners open every link. */
export async function loader({ params, url, context }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const page = await orServiceUnavailable(app.getRequestPage.execute(params.token));
  const view = page.status === "active" ? requestView(page, params.token, doneIn(url)) : null;
  return data({ view, origin: app.config.publicOrigin }, { status: view ? 200 : 404 });
}

/** The page's buttons, and a mail program's one-click `List-Unsubscribe` (RFC 8058), which leaves. */
export async function action({ request, url, params: { token }, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const visit = visitOf({ request, url }, PAGE);
  const read = await readForm(request, context.get(requestFacts));
  if (read.status === "foreign") return refuse(formError(refuseForeign(read.foreign, app.logger)), 403);
  if (read.status !== "read") return refuse(formError([copy.errors.unreadable]));
  if (isOneClickUnsubscribe(read.form)) return leave();
  const submission = parseWithZod(read.form, { schema: requestForm });
  if (submission.status !== "success") return refuse(submission.reply());

  const { value } = submission;
  switch (value.intent) {
    case "leave":
      return leave();
    case "erase":
      return value.confirmed ? erase() : askBeforeErasing();
    default: {
      const change = changeOf(value);
      const { status } = await orServiceUnavailable(app.changeRequest.execute({ token, change }));
      return status === "changed" ? redirect(`/waitlist/${token}/?done=${change.to}`, 303) : gone();
    }
  }

  async function leave() {
    const { status } = await orServiceUnavailable(app.leaveWaitlist.execute({ token, visit }));
    return status === "left" ? shows("left") : gone();
  }
  async function erase() {
    const { status } = await orServiceUnavailable(app.eraseRequest.execute({ token, visit }));
    return status === "erased" ? shows("erased") : gone();
  }
  async function askBeforeErasing() {
    const { status } = await orServiceUnavailable(app.getRequestPage.execute(token));
    return status === "unknown-link" ? gone() : shows("confirm-erasure");
  }
  async function refuse(lastResult: LastResult, refusal = 400) {
    const { status } = await orServiceUnavailable(app.getRequestPage.execute(token));
    return status === "active" ? shows("request", refusal, lastResult) : gone();
  }
}

const formError = (messages: string[]) => ({ status: "error" as const, error: { "": messages } });

type Shown = "request" | "left" | "confirm-erasure" | "erased" | "gone";
const shows = (shown: Shown, status = 200, lastResult?: LastResult) => data({ shown, lastResult }, { status });
const gone = () => shows("gone", 404);

/** The address is a secret: no site receives it as a referrer, ours included, and no cache stores the page. */
export function headers() {
  return { "Referrer-Policy": "strict-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
}

export default function OwnRequest({ loaderData: { view, origin }, actionData }: Route.ComponentProps) {
  const { shown = "request", lastResult } = actionData ?? {};
  return (
    <>
      <Head page="request" path={null} origin={origin} error={lastResult !== undefined} />
      {page()}
    </>
  );

  function page() {
    switch (shown) {
      case "left":
        return <LeftPage />;
      case "confirm-erasure":
        return <ConfirmErasurePage />;
      case "erased":
        return <ErasedPage />;
      case "request":
        return view ? <RequestPage {...view} lastResult={lastResult} /> : <LinkGonePage />;
      case "gone":
        return <LinkGonePage />;
    }
  }
}
