import type { WorkCalendar } from "./working-days.ts";

export const SERVICE_FORMATS = ["online", "offline", "hybrid"] as const;
export type ServiceFormat = (typeof SERVICE_FORMATS)[number];
export const SERVICE_STATUSES = ["active", "archived"] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];
export const SLOT_STATUSES = ["available", "blocked"] as const;
export type SlotStatus = (typeof SLOT_STATUSES)[number];

/** How a service is named in addresses. */
export const SERVICE_SLUG = /^[a-z0-9][a-z0-9_-]{0,63}$/;

export type Service = {
  id: string;
  slug: string;
  title: string;
  format: ServiceFormat;
  durationMinutes: number;
  /** The booking address for a free slot; without it the concierge books. */
  bookingUrl: string | null;
  waitlistOpen: boolean;
  /** A visitor who asks for a free hour has it at once. */
  bookWithoutAsking: boolean;
};

/** A service at the desk. Every change increases `version`, so that a second operator notices it. */
export type KeptService = Service & { status: ServiceStatus; version: number };

/** Which services an hour is for. Without a service it suits any; `otherServiceIds`: it suits these as well as the first one. */
export type SlotServices = { serviceId: string | null; otherServiceIds: readonly string[] };

export function isForService({ serviceId, otherServiceIds }: SlotServices, id: string): boolean {
  return serviceId === null || serviceId === id || otherServiceIds.includes(id);
}

/** The services by their ids, the first one first; empty for any service. */
export function servicesOfSlot({ serviceId, otherServiceIds }: SlotServices): string[] {
  return serviceId === null ? [] : [serviceId, ...otherServiceIds];
}

/** A free slot. */
export type AvailabilitySlot = SlotServices & { id: string; startsAt: Date; endsAt: Date };

/** A slot of the practice, whatever its state. */
export type Slot = AvailabilitySlot & { status: SlotStatus };

export type Practice = { timeZone: string; answerWithinWorkingDays: number; calendar: WorkCalendar };

/** A slot that strangers see from one instant (`null`: already) until before another, if no row changes. */
export type PublicSlot = AvailabilitySlot & { visibleFrom: Date | null; visibleUntil: Date };

/** What the practice offers: active services in their order, slots that are free or become so by the clock, in order of time. */
export type Timetable = { practice: Practice; services: Service[]; slots: PublicSlot[] };

/** `unreadable`: the timetable could not be read just now; `last` is the last successful read, if any. */
export type TimetableReading =
  | { status: "read"; timetable: Timetable }
  | { status: "unreadable"; last: Timetable | null };

export type Availability = { status: "free"; slots: AvailabilitySlot[] } | { status: "none" } | { status: "unknown" };

export const HORIZON_DAYS = 14;

/** A slot opened while the service was shorter: on the site it would run into the next one. */
function isTooShort(slot: Pick<AvailabilitySlot, "startsAt" | "endsAt">, service: Service): boolean {
  return slot.endsAt.getTime() - slot.startsAt.getTime() < service.durationMinutes * 60 * 1000;
}

const horizonOf = (now: Date) => now.getTime() + HORIZON_DAYS * 24 * 60 * 60 * 1000;

/** Strangers do not look so far ahead. */
export function isBeyondHorizon({ startsAt }: Pick<AvailabilitySlot, "startsAt">, now: Date): boolean {
  return startsAt.getTime() >= horizonOf(now);
}

/** Whether the slot is shown for the service when it is free: for this service, long enough, and within the next 14 days. */
export function suitsService(slot: AvailabilitySlot, service: Service, now: Date): boolean {
  return (
    isForService(slot, service.id) &&
    slot.startsAt.getTime() > now.getTime() &&
    !isBeyondHorizon(slot, now) &&
    !isTooShort(slot, service)
  );
}

/** Free slots of a service that are long enough, begin after now and within the next 14 days. */
export function availabilityOf(service: Service, reading: TimetableReading, now: Date): Availability {
  if (reading.status === "unreadable") return { status: "unknown" };
  const slots = reading.timetable.slots.filter(
    (slot) =>
      (slot.visibleFrom === null || slot.visibleFrom <= now) &&
      slot.visibleUntil > now &&
      suitsService(slot, service, now),
  );
  return slots.length > 0 ? { status: "free", slots } : { status: "none" };
}

export const MEETING_FORMATS = ["online", "offline"] as const;

export type MeetingFormat = (typeof MEETING_FORMATS)[number];
