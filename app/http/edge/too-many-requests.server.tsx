import { renderToStaticMarkup } from "react-dom/server.edge";
import { RememberedPage } from "#app/http/lane/remembered-page.server.ts";
import { problem } from "#app/http/problem.server.ts";
import { publicDocumentPolicy, type SecurityConfig, secure } from "#app/http/security-headers.server.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { Document } from "#app/ui/document.tsx";
import { Page } from "#app/ui/page.tsx";
import { ProblemPage } from "#app/ui/problem-page.tsx";
import css from "#app/ui/styles.css?inline";

const RETRY_AFTER_SECONDS = 60;

/** The 429 response without React Router, rendered once at start. */
export type TooManyRequests = { page: RememberedPage; api: RememberedPage };

export async function drawTooManyRequests(
  config: SecurityConfig & Pick<Config, "embedOrigins" | "publicOrigin">,
): Promise<TooManyRequests> {
  const request = new Request(config.publicOrigin);
  const headers = { "Retry-After": String(RETRY_AFTER_SECONDS), "Cache-Control": "no-store" };
  const markup = renderToStaticMarkup(
    <Document>
      <Page>
        <ProblemPage status={429} />
      </Page>
    </Document>,
  );
  const page = new Response(`<!DOCTYPE html>${markup}`, {
    status: 429,
    headers: {
      ...headers,
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": publicDocumentPolicy(css, config.embedOrigins),
    },
  });
  return {
    page: await RememberedPage.of(secure(page, request, config)),
    api: await RememberedPage.of(secure(problem(429, {}, headers), request, config)),
  };
}
