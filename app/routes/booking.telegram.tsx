import { redirect } from "react-router";
import { appContext, requestFacts } from "#app/context.ts";
import { readUtm } from "#app/domain/visit.ts";
import { mayBeClick, ownReferer, visitOf } from "#app/http/visits.server.ts";
import type { Route } from "./+types/booking.telegram";

const PAGE = "/booking/telegram/";

/** On to the bot. The campaign comes from this address, or from the page of ours that was left for it. */
export async function loader({ request, url, context }: Route.LoaderArgs) {
  const { openConcierge, config, logger } = context.get(appContext);
  if (!openConcierge) throw new Response(null, { status: 404 });
  if (!mayBeClick(request)) return redirect(`https://t.me/${config.telegramBot}`, 302);

  const visit = visitOf({ request, url }, PAGE);
  const from = ownReferer(request);
  const utm = Object.keys(visit.utm).length > 0 || !from ? visit.utm : readUtm(from.searchParams);
  const { url: bot, recorded } = await openConcierge.execute({
    serviceSlug: url.searchParams.get("service_slug"),
    visit: { ...visit, utm },
    addressPrefix: context.get(requestFacts).addressPrefix,
  });
  if (recorded === "database-away") logger.warn("concierge click not counted");
  return redirect(bot, { status: 302, headers: { "Cache-Control": "no-store" } });
}

/** Never drawn: it makes the refusal above a page of ours. */
export default function Telegram() {
  return null;
}
