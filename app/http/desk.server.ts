import { parseWithZod } from "@conform-to/zod/v4";
import {
  createContext,
  data,
  type MiddlewareFunction,
  type RouterContextProvider,
  redirectDocument,
} from "react-router";
import type { z } from "zod";
import { appContext, requestFacts } from "#app/context.ts";
import { type DeskAction, may, type Operator } from "#app/domain/operator.ts";
import { deskTokenOf } from "./desk-cookie.server.ts";
import { readForm } from "./read-form.server.ts";
import { orServiceUnavailable } from "./unavailable.server.ts";

export type DeskArgs = { request: Request; context: Readonly<RouterContextProvider> };

const SIGN_IN = "/desk/sign-in/";
const operatorContext = createContext<Operator>();

/** Every address under `/desk`: nothing is posted from elsewhere, and no answer is kept by anybody. */
export const deskDoor: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  if (request.method !== "GET" && request.method !== "HEAD" && !isFromHere(request)) refuse(context, "cross-site");
  const response = await next();
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Robots-Tag", "noindex");
  return response;
};

/** Everything behind the sign-in, so that a route that asks for nothing itself is still not open to strangers. */
export const deskGuard: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const found = await deskSessionOf({ request, context });
  if (found?.stage !== "full") throw redirectDocument(signInAddress(request));
  context.set(operatorContext, found.operator);
  return next();
};

/** The session that this request's cookie opens. A cookie that opens none is written to the log. */
export async function deskSessionOf({ request, context }: DeskArgs) {
  const app = context.get(appContext);
  const token = await deskTokenOf(request, app.config.publicOrigin);
  if (token === null) return null;
  const found = await orServiceUnavailable(app.getDeskOperator.execute(token));
  if (!found) app.logger.info("desk session unknown or over");
  return found;
}

/** Who is at the desk, and may do this. Throws 403, a page in words, when the role may not. */
export async function requireOperator({ context }: DeskArgs, action?: DeskAction): Promise<Operator> {
  const operator = context.get(operatorContext);
  if (action !== undefined && !may(operator, action)) refuse(context, action);
  return operator;
}

/** The form of a POST, checked by its schema. Throws 413 or 415, a page in words, when there is no form to read. */
export async function readDeskForm<Schema extends z.ZodType>({ request, context }: DeskArgs, schema: Schema) {
  const read = await readForm(request, context.get(requestFacts));
  if (read.status !== "read") throw data(null, { status: read.status === "too-large" ? 413 : 415 });
  return parseWithZod(read.form, { schema });
}

/** An address of the desk to go on to, and never another site's. */
export function safeNext(url: URL): string {
  const next = url.searchParams.get("next") ?? "";
  if (!/^\/desk\/[^\\]*$/.test(next) || !URL.canParse(next, url)) return "/desk/";
  const { origin, pathname, search } = new URL(next, url);
  return origin === url.origin && pathname.startsWith("/desk/") ? pathname + search : "/desk/";
}

function signInAddress(request: Request): string {
  const url = new URL(request.url);
  const pathname = url.pathname.replace(/_?\.data$/, "");
  // An action's address may be no page, and what was sent is gone.
  if (request.method !== "GET" || pathname === "/desk/") return SIGN_IN;
  const search = new URLSearchParams(url.searchParams);
  search.delete("_routes");
  const query = search.toString();
  return `${SIGN_IN}?${new URLSearchParams({ next: query ? `${pathname}?${query}` : pathname })}`;
}

/** Browsers say where a POST comes from; one that says nothing comes from no browser, and its cookie is not a victim's. */
function isFromHere(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return origin === new URL(request.url).origin;
  const site = request.headers.get("sec-fetch-site");
  return site === null || site === "same-origin";
}

function refuse(context: DeskArgs["context"], what: DeskAction | "cross-site"): never {
  context.get(appContext).logger.warn("desk refused", { what });
  throw data(null, { status: 403 });
}
