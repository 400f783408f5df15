import { assertAllowed, type TrackedView } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";

/** Of an hour. */
export const QUARTER_MS = 15 * 60_000;

/** Views that differ only in their moment: stored as one row. */
export type ViewKind = Omit<TrackedView, "occurred_at"> & {
  batch_id: string;
  /** Milliseconds since 1970. */
  quarter: number;
  /** Milliseconds since `quarter`, in the order of recording. */
  moments: number[];
};

/** Anybody may make up campaigns and hosts that link here: a batch keeps this many of each, and merges the rest into `other`. */
export const KINDS_PER_BATCH = 50;
const OTHER = "other";

/** The measured memory of a kind, as objects and as its key, in multiples of its key. */
const KEY_LENGTH_OF_A_PLACE = 128;

/** Views by kind. Views of a spike are of one kind, so that each uses the memory of a number. */
export class ViewBatch {
  readonly #newId: () => string;
  readonly #kinds = new Map<string, ViewKind>();
  readonly #campaigns = new Set<string>();
  readonly #hosts = new Set<string>();
  #latest: ViewKind | undefined;
  #size = 0;
  #places = 0;

  constructor(newId: () => string) {
    this.#newId = newId;
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

  /** Returns the units that the view takes. Throws, and adds nothing, for a property outside the closed list. */
  add(view: TrackedView): number {
    const before = this.#places;
    const at = view.occurred_at.getTime();
    const latest = this.#latest;
    const kind = latest && isWithin(at, latest) && isOfKind(view, latest) ? latest : this.#kindOf(view, at);
    kind.moments.push(at - kind.quarter);
    this.#latest = kind;
    this.#size += 1;
    this.#places += 1;
    return this.#places - before;
  }

  #kindOf(view: TrackedView, at: number): ViewKind {
    const { occurred_at, ...told } = assertAllowed(view);
    const { utm, referrer_host } = told;
    const shared = {
      ...told,
      utm: isEmpty(utm) || isKept(this.#campaigns, JSON.stringify(utm)) ? utm : { utm_source: OTHER },
      referrer_host: referrer_host === null || isKept(this.#hosts, referrer_host) ? referrer_host : OTHER,
      quarter: Math.floor(at / QUARTER_MS) * QUARTER_MS,
    };
    const key = JSON.stringify(shared);
    const known = this.#kinds.get(key);
    if (known) return known;
    const kind = { ...shared, batch_id: batchIdOf(this.#newId()), moments: [] };
    this.#kinds.set(key, kind);
    this.#places += Math.ceil(key.length / KEY_LENGTH_OF_A_PLACE);
    return kind;
  }
}

/** The digits of an event's place in its batch. */
const batchIdOf = (uuid: string) => `${uuid.slice(0, -3)}000`;

const isEmpty = (utm: Utm) => Object.keys(utm).length === 0;

/** Whether a value is among the first ones kept. */
function isKept(values: Set<string>, value: string): boolean {
  if (values.size < KINDS_PER_BATCH) values.add(value);
  return values.has(value);
}

const isWithin = (at: number, { quarter }: ViewKind) => at >= quarter && at < quarter + QUARTER_MS;

function isOfKind(view: TrackedView, kind: ViewKind): boolean {
  return (
    view.source === kind.source &&
    view.page_path === kind.page_path &&
    view.referrer_host === kind.referrer_host &&
    view.schema_version === kind.schema_version &&
    sameTexts(view.properties, kind.properties) &&
    sameTexts(view.utm, kind.utm)
  );
}

type Texts = Readonly<Record<string, string | undefined>>;

function sameTexts(one: Texts, other: Texts): boolean {
  if (one === other) return true;
  for (const name in one) if (one[name] !== other[name]) return false;
  for (const name in other) if (other[name] !== one[name]) return false;
  return true;
}
