import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import type { App } from "#app/context.ts";
import { appContext } from "#app/context.ts";
import { accountCopy, weakPasswords } from "#app/copy/desk-account.ts";
import { invitationCopy } from "#app/copy/desk-door.ts";
import { invitationForm } from "#app/forms/team/desk-door-form.ts";
import { factorView } from "#app/http/desk/account-view.server.ts";
import { deskDoor, readDeskForm } from "#app/http/desk/desk.server.ts";
import { deskCookie, deskTokenOf } from "#app/http/desk/desk-cookie.server.ts";
import { deviceCookie, deviceOf } from "#app/http/desk/device-cookie.server.ts";
import { withoutClosingMarks } from "#app/http/edge/closing-marks.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/desk.css?url";
import { DeskError } from "#app/ui/desk/desk-error.tsx";
import { InvitationPage } from "#app/ui/desk/team/invitation-page.tsx";
import type { Route } from "./+types/desk_.invite.$token";

export const middleware: Route.MiddlewareFunction[] = deskDoor;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

/** Unknown, used, replaced and expired invitations give one and the same 404. */
export function loader({ params, context }: Route.LoaderArgs) {
  const token = withoutClosingMarks(params.token);
  if (token !== params.token && token !== "") return redirect(addresses.desk.invitation(token), 303);
  return invitationAt(context.get(appContext), params.token, null);
}

/** Every view of the address shows another key: only the person who confirms one knows it. */
async function invitationAt({ getInvitation }: App, token: string, kept: string | null) {
  const invitation = await orServiceUnavailable(getInvitation.execute(token, kept));
  if (!invitation) throw data(null, { status: 404 });
  return { email: invitation.email, factor: factorView(invitation.offer) };
}

export async function action(args: Route.ActionArgs) {
  const app = args.context.get(appContext);
  const { publicOrigin } = app.config;
  const submission = await readDeskForm(args, invitationForm);
  const refuse = async (fieldErrors: Record<string, string[]> | null, status = 400) => {
    const { offer } = submission.payload;
    const lastResult = submission.reply({
      ...(fieldErrors && { fieldErrors }),
      hideFields: ["password", "offer", "code"],
    });
    // The app already has this key.
    const invitation = await invitationAt(app, args.params.token, typeof offer === "string" ? offer : null);
    return data({ lastResult, invitation }, { status });
  };
  if (submission.status !== "success") return refuse(null);
  const outcome = await orServiceUnavailable(
    app.acceptInvitation.execute({
      inviteToken: args.params.token,
      device: await deviceOf(args.request, publicOrigin),
      ...submission.value,
    }),
  );
  switch (outcome.status) {
    case "accepted": {
      // Signing in replaces this browser's earlier session.
      const earlier = await deskTokenOf(args.request, publicOrigin);
      if (earlier !== null) await orServiceUnavailable(app.signOut.execute({ token: earlier }));
      const headers = new Headers({ "Set-Cookie": await deskCookie(publicOrigin, outcome.token) });
      headers.append("Set-Cookie", await deviceCookie(publicOrigin, outcome.device));
      return redirect(addresses.desk.list(), { headers });
    }
    case "busy":
      return refuse({ password: [invitationCopy.errors.busy] }, 503);
    case "weak-password":
      return refuse({ password: [weakPasswords[outcome.weakness]] });
    case "wrong-code":
      return refuse({ code: [invitationCopy.errors.code] });
    case "old-offer":
      return refuse({ code: [accountCopy.errors.oldOffer] });
    case "gone":
      throw data(null, { status: 404 });
  }
}

/** The address is a secret: no other site learns more than our host. */
export function headers() {
  return { "Referrer-Policy": "strict-origin" };
}

export default function Invitation({ params, loaderData, actionData }: Route.ComponentProps) {
  return (
    <InvitationPage
      action={addresses.desk.invitation(params.token)}
      invitation={actionData?.invitation ?? loaderData}
      lastResult={actionData?.lastResult}
    />
  );
}

export function ErrorBoundary() {
  return <DeskError words={{ 404: invitationCopy.gone }} />;
}
