import type { Messenger } from "./messenger.ts";

/** The event of a click on the way from a page to the bot, in each messenger's own words. */
export function clickOf(messenger: Messenger, deepLinkId: string, serviceSlug: string | null) {
  const about = { deep_link_id: deepLinkId, ...(serviceSlug === null ? {} : { service_slug: serviceSlug }) };
  switch (messenger) {
    case "telegram":
      return { event_name: "cta_tg_click", properties: { tg_target: "bot", tg_flow: "concierge", ...about } } as const;
    case "max":
      return { event_name: "cta_max_click", properties: { flow: "concierge", ...about } } as const;
  }
}

/** The event of a bot that was first started from a link. */
export function startOf(messenger: Messenger, deepLinkId: string) {
  const about = { deep_link_id: deepLinkId };
  switch (messenger) {
    case "telegram":
      return {
        event_name: "tg_subscribe_confirmed",
        properties: { tg_target: "bot", tg_flow: "concierge", ...about },
      } as const;
    case "max":
      return { event_name: "max_subscribe_confirmed", properties: { flow: "concierge", ...about } } as const;
  }
}
