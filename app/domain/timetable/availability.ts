export const SERVICE_FORMATS = ["online", "offline", "hybrid"] as const;
export type ServiceFormat = (typeof SERVICE_FORMATS)[number];
export const SERVICE_STATUSES = ["active", "archived"] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];
export const SLOT_STATUSES = ["available", "reserved", "blocked"] as const;
export type SlotStatus = (typeof SLOT_STATUSES)[number];

export type Service = {
  id: string;
  slug: string;
  title: string;
  format: ServiceFormat;
  durationMinutes: number;
  /** The booking address for a free slot; without it the concierge books. */
  bookingUrl: string | null;
  waitlistOpen: boolean;
};

/** A service at the desk. Every change increases `version`, so that a second operator notices it. */
export type KeptService = Service & { status: ServiceStatus; version: number };

/** A free slot. Without a service it suits any. */
export type AvailabilitySlot = { id: string; serviceId: string | null; startsAt: Date; endsAt: Date };

/** A slot of the practice, whatever its state. */
export type Slot = AvailabilitySlot & { status: SlotStatus };

export type Practice = { timeZone: string; answerWithinWorkingDays: number };

/** What the practice offers: active services in their order, free slots in order of time. */
export type Timetable = { practice: Practice; services: Service[]; slots: AvailabilitySlot[] };

/** `unreadable`: the timetable could not be read just now; `last` is the last successful read, if any. */
export type TimetableReading =
  | { status: "read"; timetable: Timetable }
  | { status: "unreadable"; last: Timetable | null };

export type Availability = { status: "free"; slots: AvailabilitySlot[] } | { status: "none" } | { status: "unknown" };

export const HORIZON_DAYS = 14;

/** Free slots of a service that begin after now and within the next 14 days. */
export function availabilityOf(service: Service, reading: TimetableReading, now: Date): Availability {
  if (reading.status === "unreadable") return { status: "unknown" };
  const until = now.getTime() + HORIZON_DAYS * 24 * 60 * 60 * 1000;
  const slots = reading.timetable.slots.filter(
    (slot) =>
      (slot.serviceId === null || slot.serviceId === service.id) &&
      slot.startsAt.getTime() > now.getTime() &&
      slot.startsAt.getTime() < until,
  );
  return slots.length > 0 ? { status: "free", slots } : { status: "none" };
}

export const MEETING_FORMATS = ["online", "offline"] as const;

export type MeetingFormat = (typeof MEETING_FORMATS)[number];
