import type { LeadSource, TimelineSource } from "./channel.ts";
import type { PreparedAnswer, PreparedMessage } from "./chat/prepared-message.ts";
import type { ContactMethod } from "./contact/contact.ts";
import type { OfferChannel, PutFirstReason } from "./offers/types.ts";
import type { ClosingReason, Note } from "./people/operator-work.ts";
import type { ErasureReason } from "./retention.ts";
import type { MeetingFormat } from "./timetable/availability.ts";
import type { Utm } from "./visit.ts";
import type { ClosedReason, TimeWindow } from "./waitlist-request.ts";

/** `booked_confirmed`: the person accepted an offered time. */
export const LEAD_STATUSES = ["new", "booked_confirmed"] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** A person who contacted the practice. `utm` is the campaign of their first visit. */
export type Lead = { id: string; status: LeadStatus; source: LeadSource; utm: Utm; createdAt: Date; updatedAt: Date };

export function newLead(lead: Pick<Lead, "id" | "source" | "utm">, now: Date): Lead {
  return { ...lead, status: "new", createdAt: now, updatedAt: now };
}

/** An event in the timeline, from a closed list and never free text. */
export type TimelineEntry =
  | {
      name: "waitlist_submitted";
      properties: { service_slug: string; preferred_time_window: TimeWindow; preferred_format?: MeetingFormat };
    }
  | {
      name: "waitlist_repeated";
      properties: {
        service_slug: string;
        preferred_time_window: TimeWindow;
        previous_time_window: TimeWindow;
        /** They had been answered and now wait again. */
        previous_status?: "contacted";
        preferred_format?: MeetingFormat;
      };
    }
  | {
      name: "waitlist_window_changed";
      properties: { service_slug: string; preferred_time_window: TimeWindow; previous_time_window: TimeWindow };
    }
  | { name: "concierge_started"; properties: Record<string, never> }
  | {
      name: "contact_corrected";
      /** `kept`: the previous one is the person's too, and is kept beside. */
      properties: { service_slug: string; method: ContactMethod; previous_method: ContactMethod; kept?: "beside" };
    }
  | { name: "contact_added"; properties: { service_slug: string; method: ContactMethod } }
  | { name: "message_sent"; properties: { service_slug: string; message: PreparedMessage } }
  | {
      name: "message_answered";
      properties: { service_slug: string; message: PreparedMessage; answer: PreparedAnswer };
    }
  | {
      name:
        | "waitlist_paused"
        | "waitlist_resumed"
        | "waitlist_renewed"
        | "waitlist_leave_requested"
        | "waitlist_renewal_asked"
        | "waitlist_expired"
        | "waitlist_contacted"
        | "waitlist_released"
        | "waitlist_undone"
        | "waitlist_put_back"
        | "waitlist_put_first_undone";
      properties: { service_slug: string };
    }
  | {
      name: "offer_made" | "offer_accepted" | "offer_declined" | "offer_expired" | "offer_withdrawn";
      /** ISO 8601, UTC. */
      properties: { service_slug: string; starts_at: string; channel: OfferChannel };
    }
  | {
      name:
        | "hour_booked"
        | "hour_cancelled"
        | "hour_moved"
        | "hour_asked"
        | "hour_refused"
        | "hour_lapsed"
        | "hour_released";
      properties: { service_slug: string; starts_at: string };
    }
  | { name: "waitlist_closed"; properties: { service_slug: string; reason: ClosingReason } }
  | { name: "waitlist_put_first"; properties: { service_slug: string; reason: PutFirstReason } }
  | { name: "waitlist_noted"; properties: { service_slug: string; note: Note } }
  | { name: "waitlist_withdrawn"; properties: { service_slug: string; reason: ClosedReason } }
  | { name: "contact_destroyed"; properties: { service_slug: string; reason: ErasureReason } };

export type LeadTimelineEvent = TimelineEntry & {
  id: string;
  leadId: string;
  waitlistRequestId: string | null;
  source: TimelineSource;
  occurredAt: Date;
};

/** The timeline entry of a request's event at `at`; none while the lead is unknown, as in quarantine. */
export function happened(
  request: { id: string | null; leadId: string | null },
  entry: TimelineEntry,
  source: TimelineSource,
  { id, at }: { id: string; at: Date },
): LeadTimelineEvent[] {
  const { id: waitlistRequestId, leadId } = request;
  return leadId === null ? [] : [{ ...entry, id, leadId, waitlistRequestId, source, occurredAt: at }];
}
