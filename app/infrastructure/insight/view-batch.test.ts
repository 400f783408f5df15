import { v7 } from "uuid";
import { describe, expect, it } from "vitest";
import { type TrackedView, viewOf } from "#app/domain/tracking-event.ts";
import { KINDS_PER_BATCH, QUARTER_MS, ViewBatch } from "./view-batch.ts";

const view = (given: Partial<TrackedView> = {}): TrackedView => ({
  ...viewOf({ serviceSlug: "primary", visit: { pagePath: null, referrerHost: null, utm: {} }, now: new Date(0) }),
  ...given,
});
function batchOf(views: TrackedView[]): ViewBatch {
  const batch = new ViewBatch(v7);
  for (const each of views) batch.add(each);
  return batch;
}
const campaigns = (batch: ViewBatch) =>
  new Map(batch.kinds.map(({ utm, moments }) => [utm.utm_source, moments.length]));

describe("a batch of views", () => {
  it("keeps views of one kind and quarter of an hour as their moments", () => {
    const at = (ms: number) => view({ occurred_at: new Date(ms) });
    const kinds = batchOf([at(5), at(QUARTER_MS), at(5), at(QUARTER_MS + 1), at(QUARTER_MS - 1), at(-1)]).kinds;
    expect(kinds.map(({ quarter, moments }) => [quarter, moments])).toEqual([
      [0, [5, 5, QUARTER_MS - 1]],
      [QUARTER_MS, [0, 1]],
      [-QUARTER_MS, [QUARTER_MS - 1]],
    ]);
  });

  it("gives each kind an id whose last three digits are free for a place", () => {
    const ids = batchOf([view(), view({ page_path: "/" })]).kinds.map(({ batch_id }) => batch_id);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{33}000$/), expect.stringMatching(/^[0-9a-f-]{33}000$/)]);
  });
});

describe("made-up campaigns and hosts in one batch", () => {
  it("are kept up to a number, and the rest is merged into one", () => {
    const views = Array.from({ length: 300 }, (_, nth) => view({ utm: { utm_source: `c${nth}`, utm_term: "t" } }));
    const batch = batchOf(views);
    const kept = campaigns(batch);
    expect(batch.size).toBe(300);
    expect([kept.size, kept.get("c0"), kept.get(`c${KINDS_PER_BATCH - 1}`), kept.get("other")]).toEqual([
      KINDS_PER_BATCH + 1,
      1,
      1,
      300 - KINDS_PER_BATCH,
    ]);

    const hosts = batchOf(Array.from({ length: 300 }, (_, nth) => view({ referrer_host: `${nth}.example` })));
    const told = new Map(hosts.kinds.map(({ referrer_host, moments }) => [referrer_host, moments.length]));
    expect([told.size, told.get("other")]).toEqual([KINDS_PER_BATCH + 1, 300 - KINDS_PER_BATCH]);
  });

  it("do not displace views without a campaign, nor earlier campaigns", () => {
    const flood = Array.from({ length: 100 }, (_, nth) => view({ utm: { utm_source: `c${nth}` } }));
    const known = view({ utm: { utm_source: "vk" }, referrer_host: "vk.com" });
    const batch = batchOf([known, ...flood, view(), known]);
    expect(campaigns(batch).get("vk")).toBe(2);
    expect(campaigns(batch).get(undefined)).toBe(1);
    expect(batch.kinds.find(({ utm }) => utm.utm_source === "vk")?.referrer_host).toBe("vk.com");
  });

  it("start again with the next batch", () => {
    batchOf(Array.from({ length: 300 }, (_, nth) => view({ utm: { utm_source: `c${nth}` } })));
    expect(campaigns(batchOf([view({ utm: { utm_source: "c299" } })]))).toEqual(new Map([["c299", 1]]));
  });
});
