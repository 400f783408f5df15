import type {
  KeptService,
  Practice,
  Service,
  Slot,
  SlotStatus,
  TimetableReading,
} from "#app/domain/timetable/availability.ts";
import type { TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";

export interface PracticeRepository {
  /** The practice and its active service of that slug, if there is one. */
  findService(slug: string): Promise<{ practice: Practice; service: Service | null }>;
  /** The practice and the active services whose list takes requests, in their order. */
  openLists(): Promise<{ practice: Practice; services: Service[] }>;
  settings(): Promise<Practice>;
  /** The settings, held until the transaction ends. */
  hold(): Promise<Practice>;
  setPromise(workingDays: number): Promise<void>;
  /** The service of a request, archived ones too. Throws when there is none. */
  serviceOf(serviceId: string): Promise<{ practice: Practice; service: Service }>;
}

export interface TimetableReader {
  /** Never throws: a fault is the answer `unreadable`. */
  read(): Promise<TimetableReading> | TimetableReading;
}

/** Pages show the timetable from memory. Other processes hear of a change from the database. */
export interface TimetableMemory {
  /** What was read before is no longer shown in this process. Called once a change is committed, or may have been. */
  invalidate(): void;
}

/** Services as the desk keeps them, archived ones too. */
export interface ServiceRepository {
  /** In the order of the public page, archived ones last. `waiting`: open requests, counted no further than `countUpTo`. */
  list(countUpTo: number): Promise<(KeptService & { waiting: number })[]>;
  /** Holds the row until the transaction ends. */
  hold(id: string): Promise<KeptService | null>;
  /** Adds it behind the others. `false`: the slug is taken, nothing was added. */
  add(service: KeptService): Promise<boolean>;
  /** Writes all but the slug. */
  update(service: KeptService): Promise<void>;
}

/** The practice's time. Rows that this port writes never overlap: the database refuses it. */
export interface SlotRepository {
  /** Holds every other opening of time until this transaction ends. Answers the zone that the practice's clocks show. */
  lockTimetable(): Promise<{ timeZone: string }>;
  /** What touches the time from the first moment to before the second, whatever its status, in order of time. */
  between(from: Date, until: Date): Promise<Slot[]>;
  /** When the first free time after this moment begins that suits the service; `null`: there is none. */
  nextFree(serviceId: string, after: Date): Promise<Date | null>;
  /** Holds the row until the transaction ends. */
  hold(id: string): Promise<Slot | null>;
  add(slots: Slot[]): Promise<void>;
  setStatus(id: string, status: SlotStatus): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Somebody whom free time may be offered to; the contact stays hidden. */
export type WaitingRequest = Pick<
  WaitlistRequest,
  "id" | "serviceId" | "preferredContactMethod" | "preferredTimeWindow" | "status" | "createdAt"
> & { serviceTitle: string };

/** Its place among those who wait: the next page begins after it. */
export type WaitingPlace = Pick<WaitlistRequest, "createdAt" | "id">;

export type Wanted = { serviceId: string; window: TimeWindow };

/** Open requests for any of these services and windows: neither paused, quarantined nor unreachable, and without a wish to leave. */
export interface WaitingList {
  /** Longest first. */
  longest(wanted: Wanted[], after: WaitingPlace | null, limit: number): Promise<WaitingRequest[]>;
  /** Counted no further than `countUpTo`. */
  count(wanted: Wanted[], countUpTo: number): Promise<number>;
}
