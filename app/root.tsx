import {
  isRouteErrorResponse,
  Links,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
} from "react-router";
import { z } from "zod";
import type { Route } from "./+types/root";
import { appContext, requestFacts } from "./context.ts";
import icon from "./ui/icon.svg?inline";
import { Page } from "./ui/page.tsx";
import { ProblemPage } from "./ui/problem-page.tsx";
import css from "./ui/styles.css?inline";

/** In development Vite serves the routes without `server.ts`, so the app is made here. */
export const middleware: Route.MiddlewareFunction[] = import.meta.env.DEV
  ? [
      async ({ request, context }) => {
        const { developmentApp } = await import("./development.server.ts");
        context.set(appContext, await developmentApp());
        context.set(requestFacts, {
          method: request.method,
          addressPrefix: "127.0.0.1",
          bodyTooLarge: false,
          foreign: null,
          whenShown: (work) => work(),
        });
      },
    ]
  : [];

const hydrates = z.object({ hydrate: z.literal(true) });

/** Public pages ship no framework JavaScript; a route that needs it says so with `handle.hydrate`. */
export function Layout({ children }: { children: React.ReactNode }) {
  const hydrate = useMatches().some(({ handle }) => hydrates.safeParse(handle).success);
  return (
    <html lang="ru">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* Within the page: else each visitor's browser asks for `/favicon.ico` too. */}
        <link rel="icon" href={icon} type="image/svg+xml" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own stylesheet, inlined to save a request */}
        <style dangerouslySetInnerHTML={{ __html: css }} />
        <Links />
      </head>
      <body>
        {children}
        {hydrate ? (
          <>
            <ScrollRestoration />
            <Scripts />
          </>
        ) : (
          <script type="module" src="/enhance.js" />
        )}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <Page>
      <ProblemPage status={isRouteErrorResponse(error) ? error.status : 500} />
    </Page>
  );
}
