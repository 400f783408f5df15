import { setTimeout as delay } from "node:timers/promises";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { signInCopy } from "#app/copy/desk-door.ts";
import { signInForm } from "#app/forms/team/desk-door-form.ts";
import { deskDoor, deskSessionOf, readDeskForm, safeNext, whyAtTheDoor } from "#app/http/desk/desk.server.ts";
import { deskCookie, deskTokenOf, noDeskCookie } from "#app/http/desk/desk-cookie.server.ts";
import { deviceCookie, deviceOf } from "#app/http/desk/device-cookie.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/desk.css?url";
import { DeskError } from "#app/ui/desk/desk-error.tsx";
import { SignInPage } from "#app/ui/desk/team/sign-in-page.tsx";
import type { Route } from "./+types/desk_.sign-in";

/** A full queue of passwords is done by then. */
const BUSY_SECONDS = 5;
/** A refusal without hashing is delayed by this, plus as much at random, so that a program's retry gains little. */
const UNHEARD_MS = 1_000;
const SECRETS = ["password", "code", "recovery_code"];

export const middleware: Route.MiddlewareFunction[] = deskDoor;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

/** After the password this same address asks for the code; a signed-in operator is redirected. */
export async function loader(args: Route.LoaderArgs) {
  const found = await deskSessionOf(args);
  if (found?.session.stage === "full") throw redirect(safeNext(args.url));
  if (found) return { step: "code" as const, why: null };
  return { step: "password" as const, why: await whyAtTheDoor(args, args.url) };
}

export async function action(args: Route.ActionArgs) {
  const { request, url, context } = args;
  const app = context.get(appContext);
  const { addressPrefix } = context.get(requestFacts);
  const { publicOrigin } = app.config;
  const submission = await readDeskForm(args, signInForm);
  const refuse = (status: number, message: string, headers?: HeadersInit) =>
    data({ lastResult: submission.reply({ formErrors: [message], hideFields: SECRETS }) }, { status, headers });
  if (submission.status !== "success") {
    return data({ lastResult: submission.reply({ hideFields: SECRETS }) }, { status: 400 });
  }
  const { value } = submission;
  const token = await deskTokenOf(request, publicOrigin);
  const attempter = { addressPrefix, device: await deviceOf(request, publicOrigin) };
  const onward = addresses.desk.signIn() + url.search;
  const enter = async () => {
    switch (value.intent) {
      case "password":
        return await app.signIn.execute({ email: value.email, password: value.password, ...attempter });
      case "code":
        return token === null ? null : await app.confirmCode.execute({ token, code: value.code, ...attempter });
      case "recovery":
        return token === null
          ? null
          : await app.confirmCode.execute({ token, code: value.recovery_code, ...attempter });
      case "again":
        if (token !== null) await app.signOut.execute({ token });
        return null;
    }
  };
  const outcome = await orServiceUnavailable(enter());
  if (outcome?.status === "busy" || outcome?.status === "limited") await delay(UNHEARD_MS * (1 + Math.random()));
  if (outcome === null) return redirect(onward, { headers: { "Set-Cookie": await noDeskCookie(publicOrigin) } });
  switch (outcome.status) {
    case "accepted": {
      // A new sign-in ends this browser's earlier session; the code has turned a half session into a full one already.
      if (value.intent === "password" && token !== null) await orServiceUnavailable(app.signOut.execute({ token }));
      const next = value.intent === "password" ? onward : safeNext(url);
      const headers = new Headers({ "Set-Cookie": await deskCookie(publicOrigin, outcome.token) });
      if (outcome.device !== null) headers.append("Set-Cookie", await deviceCookie(publicOrigin, outcome.device));
      return redirect(next, { headers });
    }
    case "over":
      return redirect(onward);
    case "refused":
      return refuse(
        403,
        value.intent === "password" ? signInCopy.errors.refused : signInCopy.errors.codeRefused(outcome.again ?? false),
      );
    case "closed":
      return refuse(403, signInCopy.errors.closed, { "Set-Cookie": await noDeskCookie(publicOrigin) });
    case "busy":
      return refuse(503, signInCopy.errors.busy, { "Retry-After": String(BUSY_SECONDS) });
    case "limited": {
      const { retryAfterSeconds, known } = outcome;
      const message = signInCopy.errors.limited(Math.ceil(retryAfterSeconds / 60), known);
      return refuse(429, message, { "Retry-After": String(retryAfterSeconds) });
    }
  }
}

export function headers({ actionHeaders }: Route.HeadersArgs) {
  return actionHeaders ?? {};
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  return <SignInPage {...loaderData} lastResult={actionData?.lastResult} />;
}

export function ErrorBoundary() {
  return <DeskError />;
}
