import type { PreparedAnswer, PreparedMessage } from "./chat/prepared-message.ts";
import type { ClosingReason, Note } from "./people/operator-work.ts";
import type { ErasureReason } from "./retention.ts";
import type { MeetingFormat } from "./timetable/availability.ts";
import type { Utm } from "./visit.ts";
import type { ClosedReason, TimeWindow } from "./waitlist-request.ts";

export const LEAD_STATUSES = [
  "new",
  "engaged",
  "booking_started",
  "booked_confirmed",
  "follow_up_needed",
  "inactive",
] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

export const LEAD_SOURCES = ["waitlist", "telegram"] as const;
export type LeadSource = (typeof LEAD_SOURCES)[number];

/** A person who turned to the practice. `utm` is how they first came. */
export type Lead = { id: string; status: LeadStatus; source: LeadSource; utm: Utm; createdAt: Date; updatedAt: Date };

export function newLead(lead: Pick<Lead, "id" | "source" | "utm">, now: Date): Lead {
  return { ...lead, status: "new", createdAt: now, updatedAt: now };
}

/** A lead that had gone quiet and turns up again is new to the practice; any other keeps its status. */
export function leadReturned(lead: Lead, now: Date): Lead {
  return { ...lead, status: lead.status === "inactive" ? "new" : lead.status, updatedAt: now };
}

export const TIMELINE_SOURCES = ["web", "backend", "telegram", "admin"] as const;
export type TimelineSource = (typeof TIMELINE_SOURCES)[number];

/** What happened, in words of a closed list and never in free text. */
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
        | "waitlist_undone";
      properties: { service_slug: string };
    }
  | { name: "waitlist_closed"; properties: { service_slug: string; reason: ClosingReason } }
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
