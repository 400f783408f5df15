import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { CHANNELS, type RequestSource } from "#app/domain/channel.ts";
import { CONSENT_TYPES, type Consent, type ConsentDocuments } from "#app/domain/consent.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { happened, type Lead, type LeadTimelineEvent, type TimelineEntry } from "#app/domain/lead.ts";
import type { MeetingFormat, Service } from "#app/domain/timetable/availability.ts";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";
import type { TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";

type Joining = {
  contact: Contact;
  preferredTimeWindow: TimeWindow;
  preferredFormat?: MeetingFormat;
  deepLinkId?: string;
  source: RequestSource;
  visit: Visit;
};
type Parts = { documents: ConsentDocuments; ids: Ids; clock: Clock };

/** The evidence of both consents. */
export function consentsOf(
  { documents, ids, clock }: Parts,
  {
    source,
    visit,
    consents = documents,
  }: Pick<Joining, "source" | "visit"> & { consents?: ConsentDocuments | undefined },
  request: WaitlistRequest,
): Consent[] {
  return CONSENT_TYPES.map((type) => ({
    ...consents[type],
    id: ids.uuid(),
    waitlistRequestId: request.id,
    grantedAt: clock(),
    method: CHANNELS[source].consentMethod,
    page: visit.pagePath,
  }));
}

/** `before`: the request that is repeated. */
export function entriesOf(
  { ids, clock }: Parts,
  command: Joining,
  service: Service,
  request: { id: string; leadId: string | null },
  before: WaitlistRequest | null,
): LeadTimelineEvent[] {
  const properties = {
    service_slug: service.slug,
    preferred_time_window: command.preferredTimeWindow,
    ...(command.preferredFormat ? { preferred_format: command.preferredFormat } : {}),
  };
  const entry: TimelineEntry = before
    ? { name: "waitlist_repeated", properties: { ...properties, ...whatWas(before) } }
    : { name: "waitlist_submitted", properties };
  return happened(request, entry, CHANNELS[command.source].timelineSource, { id: ids.uuid(), at: clock() });
}

export function submittedEvent({ ids, clock }: Parts, command: Joining, service: Service, lead: Lead): TrackingEvent {
  return {
    ...envelope({
      id: ids.uuid(),
      now: clock(),
      source: CHANNELS[command.source].eventSource,
      visit: command.visit,
      // A link is never stored with a person: it joins the steps of a visit, not the visit and the person.
      leadId: command.deepLinkId ? null : lead.id,
    }),
    event_name: "waitlist_submitted",
    properties: {
      service_slug: service.slug,
      preferred_contact: command.contact.method,
      preferred_time_window: command.preferredTimeWindow,
      ...(command.deepLinkId ? { deep_link_id: command.deepLinkId } : {}),
    },
  };
}

function whatWas({ status, preferredTimeWindow }: WaitlistRequest) {
  const window = { previous_time_window: preferredTimeWindow };
  return status === "contacted" ? { ...window, previous_status: status } : window;
}
