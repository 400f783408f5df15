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
import { Document } from "./ui/document.tsx";
import { Page } from "./ui/page.tsx";
import { ProblemPage } from "./ui/problem-page.tsx";

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
  const scripts = (
    <>
      <ScrollRestoration />
      <Scripts />
    </>
  );
  return (
    <Document head={<Links />} scripts={hydrate ? scripts : undefined}>
      {children}
    </Document>
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
