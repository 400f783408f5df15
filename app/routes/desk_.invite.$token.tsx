import { data, redirect } from "react-router";
import { appContext } from "#app/context.ts";
import { invitationCopy } from "#app/copy/desk-door.ts";
import { invitationForm } from "#app/forms/desk-door-form.ts";
import { deskDoor, readDeskForm } from "#app/http/desk.server.ts";
import { deskCookie, deskTokenOf } from "#app/http/desk-cookie.server.ts";
import { deviceCookie, deviceOf } from "#app/http/device-cookie.server.ts";
import { qrCode } from "#app/http/qr-code.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/desk.css?url";
import { DeskError } from "#app/ui/desk/desk-error.tsx";
import { InvitationPage } from "#app/ui/desk/invitation-page.tsx";
import type { Route } from "./+types/desk_.invite.$token";

export const middleware: Route.MiddlewareFunction[] = deskDoor;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

/** Unknown, used, replaced and past invitations are one and the same 404. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const invitation = await orServiceUnavailable(context.get(appContext).getInvitation.execute(params.token));
  if (!invitation) throw data(null, { status: 404 });
  return { ...invitation, qr: qrCode(invitation.address) };
}

export async function action(args: Route.ActionArgs) {
  const app = args.context.get(appContext);
  const { publicOrigin } = app.config;
  const submission = await readDeskForm(args, invitationForm);
  const hideFields = ["password", "code"];
  if (submission.status !== "success") return data({ lastResult: submission.reply({ hideFields }) }, { status: 400 });
  const outcome = await orServiceUnavailable(
    app.acceptInvitation.execute({
      inviteToken: args.params.token,
      device: await deviceOf(args.request, publicOrigin),
      ...submission.value,
    }),
  );
  switch (outcome.status) {
    case "accepted": {
      // Whoever comes in as somebody leaves what this browser was in before.
      const earlier = await deskTokenOf(args.request, publicOrigin);
      if (earlier !== null) await orServiceUnavailable(app.signOut.execute({ token: earlier }));
      const headers = new Headers({ "Set-Cookie": await deskCookie(publicOrigin, outcome.token) });
      headers.append("Set-Cookie", await deviceCookie(publicOrigin, outcome.device));
      return redirect("/desk/", { headers });
    }
    case "busy":
      return data(
        { lastResult: submission.reply({ formErrors: [invitationCopy.errors.busy], hideFields }) },
        { status: 503 },
      );
    case "wrong-code": {
      const fieldErrors = { code: [invitationCopy.errors.code] };
      return data({ lastResult: submission.reply({ fieldErrors, hideFields }) }, { status: 400 });
    }
    case "gone":
      throw data(null, { status: 404 });
  }
}

/** The address is a secret: no other site is told more than ours. */
export function headers() {
  return { "Referrer-Policy": "strict-origin" };
}

export default function Invitation({ loaderData, actionData }: Route.ComponentProps) {
  return <InvitationPage invitation={loaderData} lastResult={actionData?.lastResult} />;
}

export function ErrorBoundary() {
  return <DeskError words={{ 404: invitationCopy.gone }} />;
}
