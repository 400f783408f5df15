import { assertAllowed, type TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";

/** Events that differ in nothing but id and time: what they share is kept, sent and read by the database once. */
export type ViewKind = Omit<TrackingEvent, "event_id" | "occurred_at"> & {
  ids: string[];
  /** Milliseconds since 1970, in the order of `ids`. */
  times: number[];
};

/** Anybody may make up campaigns and hosts that link here: a batch keeps this many of each, and merges the rest into `other`. */
export const KINDS_PER_BATCH = 50;
const OTHER = "other";

/** The measured memory of a kind, as objects and as its key, in multiples of its key. */
const KEY_LENGTH_OF_A_PLACE = 128;

/** Views by kind. Views of a spike are of one kind, so that each uses the memory of a number. */
export class ViewBatch {
  readonly #kinds = new Map<string, ViewKind>();
  readonly #campaigns = new Set<string>();
  readonly #hosts = new Set<string>();
  #latest: ViewKind | undefined;
  #size = 0;
  #places = 0;

  static of(events: TrackingEvent[]): ViewBatch {
    const batch = new ViewBatch();
    for (const event of events) batch.add(event);
    return batch;
  }

  get size(): number {
    return this.#size;
  }

  /** Memory in units of half a kilobyte: one for a view, and some for its new values. */
  get places(): number {
    return this.#places;
  }

  get kinds(): ViewKind[] {
    return [...this.#kinds.values()];
  }

  /** Answers how many places the event takes. Throws, and adds nothing, when it carries a property outside the closed list. */
  add(event: TrackingEvent): number {
    const before = this.#places;
    if (!this.#latest || !isOfKind(event, this.#latest)) this.#latest = this.#kindOf(event);
    this.#latest.ids.push(event.event_id);
    this.#latest.times.push(event.occurred_at.getTime());
    this.#size += 1;
    this.#places += 1;
    return this.#places - before;
  }

  #kindOf(event: TrackingEvent): ViewKind {
    const { event_id, occurred_at, ...told } = assertAllowed(event);
    const { utm, referrer_host } = told;
    const shared = {
      ...told,
      utm: isEmpty(utm) || isKept(this.#campaigns, JSON.stringify(utm)) ? utm : { utm_source: OTHER },
      referrer_host: referrer_host === null || isKept(this.#hosts, referrer_host) ? referrer_host : OTHER,
    };
    const key = JSON.stringify(shared);
    const known = this.#kinds.get(key);
    if (known) return known;
    const kind = { ...shared, ids: [], times: [] };
    this.#kinds.set(key, kind);
    this.#places += Math.ceil(key.length / KEY_LENGTH_OF_A_PLACE);
    return kind;
  }
}

const isEmpty = (utm: Utm) => Object.keys(utm).length === 0;

/** Whether a value is among the first ones kept. */
function isKept(values: Set<string>, value: string): boolean {
  if (values.size < KINDS_PER_BATCH) values.add(value);
  return values.has(value);
}

function isOfKind(event: TrackingEvent, kind: ViewKind): boolean {
  return (
    event.event_name === kind.event_name &&
    event.source === kind.source &&
    event.page_path === kind.page_path &&
    event.referrer_host === kind.referrer_host &&
    event.lead_id === kind.lead_id &&
    event.schema_version === kind.schema_version &&
    sameTexts(event.properties, kind.properties) &&
    sameTexts(event.utm, kind.utm)
  );
}

type Texts = Readonly<Record<string, string | undefined>>;

function sameTexts(one: Texts, other: Texts): boolean {
  for (const name in one) if (one[name] !== other[name]) return false;
  for (const name in other) if (other[name] !== one[name]) return false;
  return true;
}
