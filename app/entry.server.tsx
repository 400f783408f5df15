import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { renderToPipeableStream } from "react-dom/server";
import { type EntryContext, type HandleErrorFunction, type RouterContextProvider, ServerRouter } from "react-router";
import { UnavailableError } from "./application/ports.ts";
import { appContext } from "./context.ts";
import { publicDocumentPolicy } from "./http/security-headers.server.ts";
import css from "./ui/styles.css?inline";

/** Renders the whole page before it answers: without JavaScript a streamed fallback would stay for ever. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const html = await render(<ServerRouter context={routerContext} url={request.url} />);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", publicDocumentPolicy(css, context.get(appContext).config.embedOrigins));
  return new Response(html, { status, headers });
}

function render(page: React.ReactNode): Promise<string> {
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(page, {
      onAllReady() {
        const body = new PassThrough();
        resolve(text(body));
        pipe(body);
      },
      onShellError: reject,
      onError: reject,
    });
  });
}

/** Logged once, without a message that could quote a person. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof UnavailableError) return;
  context.get(appContext).logger.fault("request failed", error);
};
