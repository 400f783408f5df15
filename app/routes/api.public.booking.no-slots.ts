import type { z } from "zod";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { consentSlugs } from "#app/copy/legal.ts";
import { copy } from "#app/copy/ru.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { methodsFor } from "#app/domain/contact/contact.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import type { noSlotsModel } from "#app/forms/waitlist/waitlist-api.ts";
import { problem } from "#app/http/problem.server.ts";
import type { Route } from "./+types/api.public.booking.no-slots";

/** The page's data for other front ends. Reading it counts no view: nobody has seen a page yet. */
export async function loader({ url, context }: Route.LoaderArgs) {
  const { config, documents, getNoSlotsPage } = context.get(appContext);
  const slug = url.searchParams.get("service_slug");
  if (!slug) return problem(400, { errors: [{ pointer: "/service_slug", detail: copy.errors.serviceMissing }] });
  const page = await getNoSlotsPage.execute(slug);
  switch (page.status) {
    case "choose-service":
      return problem(404, { detail: copy.errors.unknownService });
    case "unreadable":
      return problem(503, { detail: copy.errors.unavailable }, { "Retry-After": "30" });
    case "service": {
      const { service, practice, availability } = page;
      const concierges = config.bots.map(({ messenger, name }) => ({
        messenger,
        url: `${config.publicOrigin}${addresses.concierge[messenger]({ service_slug: service.slug })}`,
        bot: `@${name}`,
      }));
      const [first] = concierges;
      const model: z.infer<typeof noSlotsModel> = {
        service: {
          slug: service.slug,
          title: service.title,
          format: service.format,
          duration_minutes: service.durationMinutes,
        },
        availability: availability.status,
        waitlist_open: service.waitlistOpen,
        answer_within_working_days: practice.answerWithinWorkingDays,
        preferred_contact_methods: [...methodsFor(config.messengers)],
        preferred_time_windows: TIME_WINDOWS.map((value) => ({ value, label: copy.timeWindows[value] })),
        consents: CONSENT_TYPES.map((type) => ({
          ...documents[type],
          url: `${config.publicOrigin}${addresses.legal(consentSlugs[type])}`,
        })),
        concierges,
        concierge: first === undefined ? null : { url: first.url, bot: first.bot },
      };
      return Response.json(model);
    }
  }
}

export function action() {
  return problem(405, {}, { Allow: "GET, HEAD" });
}
