import { redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { UnavailableError } from "#app/application/ports/database.ts";
import { appContext } from "#app/context.ts";
import type { Route } from "./+types/waitlist.$token_.data";

/** The address is a secret, on the way back to the page too. */
const PRIVATE = { "Cache-Control": "no-store", "Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex" };

/** Everything stored about a person, as a file for themselves. Their own page explains any refusal. */
export async function action({ params: { token }, context }: Route.ActionArgs) {
  const outcome = await context
    .get(appContext)
    .getStoredData.execute(token)
    .catch((error: unknown) => {
      if (error instanceof UnavailableError) return { status: "unavailable" } as const;
      throw error;
    });
  if (outcome.status !== "stored") return toPage({ token });
  return Response.json(outcome.data, {
    headers: {
      ...PRIVATE,
      "Content-Disposition": 'attachment; filename="request.json"',
    },
  });
}

/** A GET returns no data: mail scanners open every link. */
export function loader({ params }: Route.LoaderArgs) {
  return toPage(params);
}

const toPage = ({ token }: { token: string }) => redirect(addresses.request(token), { status: 303, headers: PRIVATE });
