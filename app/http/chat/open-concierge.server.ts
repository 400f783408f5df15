import { type RouterContextProvider, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { botAddress } from "#app/domain/chat/start-link.ts";
import { readUtm } from "#app/domain/visit.ts";
import { askedSlug } from "#app/http/edge/closing-marks.ts";
import { uuidOrNull } from "#app/http/uuid-param.ts";
import { isPerson, mayBeClick, ownReferer, visitOf } from "#app/http/visits.server.ts";

type Click = { request: Request; url: URL; context: Readonly<RouterContextProvider> };

/** Redirects to the bot. The campaign comes from this address, or from our page that linked to it. */
export async function openIn(messenger: Messenger, { request, url, context }: Click): Promise<Response> {
  const { openConcierge, config, logger } = context.get(appContext);
  const bot = config.bots.find((each) => each.messenger === messenger);
  if (!openConcierge || !bot) throw new Response(null, { status: 404 });
  if (!mayBeClick(request)) return redirect(botAddress(bot), 302);

  const visit = visitOf({ request, url }, addresses.concierge[messenger].path, config.utmMarks);
  const from = ownReferer(request);
  const utm = Object.keys(visit.utm).length > 0 || !from ? visit.utm : readUtm(from.searchParams, config.utmMarks);
  const { url: onward, recorded } = await openConcierge.execute({
    bot,
    serviceSlug: askedSlug(url.searchParams),
    slotId: uuidOrNull(url.searchParams.get("slot_id")),
    visit: { ...visit, utm },
    addressPrefix: context.get(requestFacts).addressPrefix,
    counted: isPerson(request),
  });
  if (recorded === "database-away") logger.warn("concierge click not counted");
  return redirect(onward, { status: 302, headers: { "Cache-Control": "no-store" } });
}
