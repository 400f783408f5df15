import { openIn } from "#app/http/chat/open-concierge.server.ts";
import type { Route } from "./+types/booking.max";

export const loader = (args: Route.LoaderArgs) => openIn("max", args);

/** Never rendered: it turns a refusal of the loader into a page of ours. */
export default function Max() {
  return null;
}
