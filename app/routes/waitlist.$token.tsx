import { data } from "react-router";
import type { RequestPage } from "#app/application/get-request-page.ts";
import { appContext } from "#app/context.ts";
import { visitOf } from "#app/http/people.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { dayLabel } from "#app/ui/dates.ts";
import { Head } from "#app/ui/head.tsx";
import { LeftPage } from "#app/ui/left-page.tsx";
import { LinkGonePage } from "#app/ui/link-gone-page.tsx";
import { RequestPage as OwnRequestPage } from "#app/ui/request-page.tsx";
import type { Route } from "./+types/waitlist.$token";

/** The pattern, never the address: the token is the key to somebody's request. */
const PAGE = "/waitlist/:token/";

export async function loader({ params, context }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const page = await orServiceUnavailable(app.getRequestPage.execute(params.token));
  const { origin } = { origin: app.config.publicOrigin };
  return data({ page: viewOf(page), origin }, { status: page.status === "unknown-link" ? 404 : 200 });
}

/** Leaves the list: the page's button, and a mail program's one-click `List-Unsubscribe` (RFC 8058). */
export async function action({ request, params, context }: Route.ActionArgs) {
  const { leaveWaitlist } = context.get(appContext);
  const outcome = await orServiceUnavailable(
    leaveWaitlist.execute({ token: params.token, visit: visitOf(request, PAGE) }),
  );
  return data(outcome, { status: outcome.status === "left" ? 200 : 404 });
}

function viewOf(page: RequestPage) {
  if (page.status === "unknown-link") return null;
  const { request, serviceTitle, timeZone } = page;
  return {
    serviceTitle,
    timeWindow: request.preferredTimeWindow,
    state: request.status === "contacted" ? ("contacted" as const) : ("waiting" as const),
    answerBy: dayLabel(request.answerBy, timeZone),
    createdAt: dayLabel(request.createdAt, timeZone),
  };
}

/** The address is a secret: it goes to no other site, and no cache keeps the page. */
export function headers() {
  return { "Referrer-Policy": "same-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
}

export default function OwnRequest({ loaderData: { page, origin }, actionData }: Route.ComponentProps) {
  const content = actionData?.status === "left" ? <LeftPage /> : page ? <OwnRequestPage {...page} /> : <LinkGonePage />;
  return (
    <>
      <Head page="request" path={null} origin={origin} />
      {content}
    </>
  );
}
