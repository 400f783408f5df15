import { randomBytes } from "node:crypto";
import { renderToReadableStream } from "react-dom/server.edge";
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from "react-router";
import { areas } from "./addresses.ts";
import { UnavailableError } from "./application/ports/database.ts";
import { appContext } from "./context.ts";
import { deskDocumentPolicy, publicDocumentPolicy } from "./http/security-headers.server.ts";
import { PracticeWords } from "./ui/practice-words.ts";
import css from "./ui/styles.css?inline";

/** Renders the whole page before it answers: without JavaScript a streamed fallback would stay for ever. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const nonce = new URL(request.url).pathname.startsWith(areas.desk)
    ? randomBytes(16).toString("base64url")
    : undefined;
  const html = await render(
    <PracticeWords value={context.get(appContext).practiceMemory.said}>
      <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
    </PracticeWords>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  const policy = nonce
    ? deskDocumentPolicy(css, nonce)
    : publicDocumentPolicy(css, context.get(appContext).config.embedOrigins);
  headers.set("Content-Security-Policy", policy);
  return new Response(html, { status, headers });
}

/** React's own renderer for Node turns on async hooks for good, which makes every later promise in the process slower. */
async function render(page: React.ReactNode): Promise<ReadableStream> {
  const faults: unknown[] = [];
  const stream = await renderToReadableStream(page, { onError: (error) => void faults.push(error) });
  await stream.allReady;
  if (faults.length > 0) throw faults[0];
  return stream;
}

/** Logged once, without a message that could quote a person. What the router itself refuses, e.g. a method, is no fault. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof UnavailableError || isRouteErrorResponse(error)) return;
  context.get(appContext).logger.fault("request failed", error);
};
