import { parseWithZod } from "@conform-to/zod/v4";
import { data, type MiddlewareFunction, redirectDocument } from "react-router";
import type { z } from "zod";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { type DeskAction, may, type Operator } from "#app/domain/team/operator.ts";
import { meantPath } from "#app/http/edge/closing-marks.ts";
import { foreignFacts } from "#app/http/foreign-form.server.ts";
import { parseUrl } from "#app/http/parse-url.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { type AskForCode, takeCode } from "./code-again.server.ts";
import {
  type ActArgs,
  type DeskArgs,
  operatorContext,
  refusalContext,
  sentFieldsContext,
} from "./desk-context.server.ts";
import { deskTokenOf } from "./desk-cookie.server.ts";

const RETRY_AFTER_SECONDS = "30";
const UNREAD = { "too-large": 413, "not-a-form": 415, foreign: 403 };

/** Every response under `/desk`: never cached, and every refusal, from any route, is logged once. */
const answerOfDesk: MiddlewareFunction<Response> = async ({ context }, next) => {
  const response = await next();
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Robots-Tag", "noindex");
  const { status } = response;
  const { method, foreign } = context.get(requestFacts);
  const { logger } = context.get(appContext);
  if (foreign) {
    logger.warnSparingly("desk refused", { method, status, ...foreignFacts(foreign) });
  } else if (status >= 400 && status < 500) {
    const { retryAfterSeconds, ...refused } = context.get(refusalContext);
    // A thrown response keeps its own headers.
    if (retryAfterSeconds !== undefined) response.headers.set("Retry-After", String(retryAfterSeconds));
    logger.warn("desk refused", { method, status, ...refused });
  }
  if (status === 503) {
    if (!response.headers.has("Retry-After")) response.headers.set("Retry-After", RETRY_AFTER_SECONDS);
    logger.warn("desk unavailable", { method, status });
  }
  return response;
};

const nothingFromElsewhere: MiddlewareFunction<Response> = ({ context }, next) => {
  const { foreign } = context.get(requestFacts);
  if (foreign) throw data({ hint: foreign.hint }, { status: 403 });
  return next();
};

/** PostgreSQL stores no zero byte in a text, and no address or field of ours has one. */
const noZeroByte: MiddlewareFunction<Response> = ({ request }, next) => {
  if (request.url.includes("%00")) throw data(null, { status: 404 });
  return next();
};

/** Runs before every address under `/desk`, including the sign-in. */
export const deskDoor = [answerOfDesk, nothingFromElsewhere, noZeroByte];

/** A link to the desk may come with the bracket behind it, and an invited person cannot sign in at `/desk/invite/TOKEN/)`. */
export const leadToMeant: MiddlewareFunction<Response> = ({ request, params }, next) => {
  const splat = params["*"];
  const meant = splat === undefined || request.method !== "GET" ? null : meantPath(`desk/${splat}`);
  if (meant !== null) throw redirectDocument(meant, 303);
  return next();
};

/** Everything behind the sign-in, so that a route without a check of its own is still closed to strangers. */
export const deskGuard: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const found = await deskSessionOf({ request, context });
  if (found?.session.stage !== "full") throw redirectDocument(signInAddress(request));
  context.set(operatorContext, found);
  return next();
};

/** The session of this request's cookie. A cookie without a session is logged. */
export async function deskSessionOf({ request, context }: DeskArgs) {
  const app = context.get(appContext);
  const token = await deskTokenOf(request, app.config.publicOrigin);
  if (token === null) return null;
  const found = await orServiceUnavailable(app.getDeskOperator.execute(token));
  if (!found) app.logger.info("desk session unknown or over");
  return found;
}

/**
 * The operator, if they may do this. Throws 403 as a page when the role may not, and a page that asks for the
 * code before acts that need it: the form of such an act is read before this is called.
 */
export async function requireOperator(args: ActArgs, action?: DeskAction, ask?: AskForCode): Promise<Operator> {
  const { context } = args;
  const { operator } = context.get(operatorContext);
  if (action === undefined) return operator;
  if (!may(operator, action)) refuse(context, action, operator);
  await takeCode(args, action, ask);
  return operator;
}

/** The form of a POST, parsed by its schema. Throws 400, 413 or 415 as a page when there is no valid form. */
export async function readDeskForm<Schema extends z.ZodType>({ request, context }: DeskArgs, schema: Schema) {
  const read = await readForm(request, context.get(requestFacts));
  if (read.status !== "read") throw data(null, { status: UNREAD[read.status] });
  for (const value of read.form.values()) if (value.toString().includes("\0")) throw data(null, { status: 400 });
  context.set(sentFieldsContext, read.form);
  return parseWithZod(read.form, { schema });
}

/** A desk address to go on to, never another site's. */
export function safeNext(url: URL): string {
  const next = url.searchParams.get("next") ?? "";
  const desk = addresses.desk.list();
  if (!next.startsWith(desk) || next.includes("\\") || !URL.canParse(next, url)) return desk;
  const { origin, pathname, search } = new URL(next, url);
  return origin === url.origin && pathname.startsWith(desk) ? pathname + search : desk;
}

/** Why an operator is at the sign-in again: their act was not taken, or their session ended. */
export async function whyAtTheDoor({ request, context }: DeskArgs, url: URL): Promise<"unsent" | "over" | null> {
  if (url.searchParams.has("unsent")) return "unsent";
  return (await deskTokenOf(request, context.get(appContext).config.publicOrigin)) === null ? null : "over";
}

function signInAddress(request: Request): string {
  const asked = new URL(request.url);
  const sent = request.method !== "GET" && request.method !== "HEAD";
  // An action's address may be no page: go on to the form's page.
  const wanted = sent ? parseUrl(request.headers.get("referer") ?? "") : asked;
  const search = new URLSearchParams(sent ? { unsent: "" } : {});
  if (wanted?.host === asked.host) {
    const pathname = wanted.pathname.replace(/_?\.data$/, "");
    const query = new URLSearchParams(wanted.searchParams);
    query.delete("_routes");
    const next = query.size > 0 ? `${pathname}?${query}` : pathname;
    if (next !== addresses.desk.list()) search.set("next", next);
  }
  return addresses.desk.signIn(search);
}

function refuse(context: DeskArgs["context"], what: DeskAction, operator: Operator): never {
  context.set(refusalContext, { what, operator: operator.id });
  throw data(null, { status: 403 });
}
