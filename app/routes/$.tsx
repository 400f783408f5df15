import { redirect } from "react-router";
import { meantPath } from "#app/http/edge/closing-marks.ts";
import type { Route } from "./+types/$";

/** The intended link may be a private one. */
const PRIVATE = { "Cache-Control": "no-store", "Referrer-Policy": "strict-origin" };

/** Unknown addresses: thrown from a route with a page, so that the page of `root.tsx` answers with everything it has. */
function refuse(): never {
  throw new Response(null, { status: 404 });
}

export function loader({ params }: Route.LoaderArgs) {
  const meant = meantPath(params["*"] ?? "");
  return meant === null ? refuse() : redirect(meant, { status: 303, headers: PRIVATE });
}

export const action = refuse;

export default function NoSuchPage() {
  return null;
}
