import type { AboutPractice, PracticeSaid } from "#app/domain/practice/about.ts";
import type { KnownConsents } from "#app/domain/practice/documents.ts";
import type {
  KeptService,
  Practice,
  Service,
  Slot,
  SlotStatus,
  TimetableReading,
} from "#app/domain/timetable/availability.ts";
import type { KeptSlot, LeftSlot, TimetableChange } from "#app/domain/timetable/timetable-change.ts";
import type { WorkCalendar } from "#app/domain/timetable/working-days.ts";
import type { TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";

export interface PracticeRepository {
  /** The practice and its active service with that slug, if any. */
  findService(slug: string): Promise<{ practice: Practice; service: Service | null }>;
  /** The practice and the active services that accept requests, in their order. */
  openLists(): Promise<{ practice: Practice; services: Service[] }>;
  settings(): Promise<Practice>;
  /** The settings, locked until the transaction ends, which also serialises openings of slots. */
  hold(): Promise<Practice>;
  setPromise(workingDays: number): Promise<void>;
  setCalendar(calendar: WorkCalendar): Promise<void>;
  /** The service of a request, including archived ones. Throws when there is none. */
  serviceOf(serviceId: string): Promise<{ practice: Practice; service: Service }>;
}

export interface AboutRepository {
  /** What the practice says of itself; the demo's words until the owner has saved their own. */
  read(): Promise<AboutPractice>;
  save(about: AboutPractice): Promise<void>;
  /** The owner has saved their own words. */
  isOwn(): Promise<boolean>;
}

/** What every page says, in memory. The database notifies other processes of a change. */
export interface PracticeMemory {
  readonly about: AboutPractice;
  /** With who answers for the data, and the documents in force. */
  readonly said: PracticeSaid;
  /** The consent documents that forms showed, now or before. */
  readonly consents: KnownConsents;
  /** Reads it again. Never rejects. Call it after a commit, or when a commit may have happened. */
  refresh(): Promise<void>;
}

export interface TimetableReader {
  /** Never throws: a failure returns `unreadable`. */
  read(): Promise<TimetableReading> | TimetableReading;
}

/** Pages show a cached timetable. The database notifies other processes of a change. */
export interface TimetableMemory {
  /** Invalidates this process's cache. Call it after a commit, or when a commit may have happened. */
  invalidate(): void;
}

/** Services for the desk, including archived ones. */
export interface ServiceRepository {
  /** In the order of the public page, archived ones last. `waiting`: open requests, counted up to `countUpTo`. */
  list(countUpTo: number): Promise<(KeptService & { waiting: number })[]>;
  /** Locks the row until the transaction ends. */
  hold(id: string): Promise<KeptService | null>;
  /** Adds the service at the end. `false`: the slug is taken. */
  add(service: KeptService): Promise<boolean>;
  /** Writes everything but the slug. */
  update(service: KeptService): Promise<void>;
}

/** A slot that is not offered, because its service has become longer. */
export type ShortSlot = { serviceId: string; startsAt: Date };

/** The practice's slots. They never overlap: the database refuses it. */
export interface SlotRepository {
  /** Slots that touch the range from the first moment to the second (exclusive), in any state, in order of time. */
  between(from: Date, until: Date): Promise<KeptSlot[]>;
  /** When the first free slot after this moment begins that suits the service; `null`: there is none. */
  nextFree(service: Pick<Service, "id" | "durationMinutes">, after: Date): Promise<Date | null>;
  /** Free slots after this moment that are shorter than an active service that they are for, in order of time. */
  tooShort(after: Date, limit: number): Promise<ShortSlot[]>;
  /** Slots after this moment that are not blocked and whose services are all archived, in order of time. */
  ofArchived(after: Date, limit: number): Promise<ShortSlot[]>;
  /** Locks the row until the transaction ends. */
  hold(id: string): Promise<KeptSlot | null>;
  add(slots: readonly (Slot | KeptSlot)[]): Promise<void>;
  setStatus(id: string, status: SlotStatus): Promise<void>;
  /** Writes everything of a standing slot. */
  write(slot: KeptSlot): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What operators did to the timetable within the last day. */
export interface TimetableChangeRepository {
  /** Forgets those that are older than a day. */
  add(change: TimetableChange): Promise<void>;
  find(id: string): Promise<TimetableChange | null>;
  /** Locks the row until the transaction ends. */
  hold(id: string): Promise<TimetableChange | null>;
  markUndone(id: string, at: Date, left: readonly LeftSlot[]): Promise<void>;
}

/** A person who may be offered a slot; the contact stays hidden. */
export type WaitingRequest = Pick<
  WaitlistRequest,
  "id" | "serviceId" | "preferredContactMethod" | "preferredTimeWindow" | "status" | "createdAt"
> & { serviceTitle: string };

/** The person's position: the next page begins after it. */
export type WaitingPlace = Pick<WaitlistRequest, "createdAt" | "id">;

export type Wanted = { serviceId: string; window: TimeWindow };

/** Open requests for any of these services and windows that are reachable, without pause, quarantine or a wish to leave. */
export interface WaitingList {
  /** Longest first. */
  longest(wanted: Wanted[], after: WaitingPlace | null, limit: number): Promise<WaitingRequest[]>;
  /** Counted up to `countUpTo`. */
  count(wanted: Wanted[], countUpTo: number): Promise<number>;
}
