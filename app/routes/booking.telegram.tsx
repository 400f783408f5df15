import { openIn } from "#app/http/chat/open-concierge.server.ts";
import type { Route } from "./+types/booking.telegram";

export const loader = (args: Route.LoaderArgs) => openIn("telegram", args);

/** Never rendered: it turns a refusal of the loader into a page of ours. */
export default function Telegram() {
  return null;
}
