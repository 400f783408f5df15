import { describe, expect, it } from "vitest";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import { ViewBatch, KINDS_PER_BATCH } from "./view-batch.ts";

const view = (given: Partial<Pick<TrackingEvent, "utm" | "referrer_host">> = {}): TrackingEvent => ({
  ...envelope({ id: crypto.randomUUID(), now: new Date(0), source: "web", visit: null }),
  event_name: "show_no_slots",
  properties: { service_slug: "primary", date_range: "next_14d" },
  ...given,
});
const campaigns = (batch: ViewBatch) => new Map(batch.kinds.map(({ utm, ids }) => [utm.utm_source, ids.length]));

describe("made-up campaigns and hosts in one batch", () => {
  it("are kept up to a number, and the rest is one other", () => {
    const events = Array.from({ length: 300 }, (_, nth) => view({ utm: { utm_source: `c${nth}`, utm_term: "t" } }));
    const batch = ViewBatch.of(events);
    const kept = campaigns(batch);
    expect(batch.size).toBe(300);
    expect([kept.size, kept.get("c0"), kept.get(`c${KINDS_PER_BATCH - 1}`), kept.get("other")]).toEqual([
      KINDS_PER_BATCH + 1,
      1,
      1,
      300 - KINDS_PER_BATCH,
    ]);

    const hosts = ViewBatch.of(Array.from({ length: 300 }, (_, nth) => view({ referrer_host: `${nth}.example` })));
    const told = new Map(hosts.kinds.map(({ referrer_host, ids }) => [referrer_host, ids.length]));
    expect([told.size, told.get("other")]).toEqual([KINDS_PER_BATCH + 1, 300 - KINDS_PER_BATCH]);
  });

  it("do not displace views without a campaign, nor earlier campaigns", () => {
    const flood = Array.from({ length: 100 }, (_, nth) => view({ utm: { utm_source: `c${nth}` } }));
    const known = view({ utm: { utm_source: "vk" }, referrer_host: "vk.com" });
    const batch = ViewBatch.of([known, ...flood, view(), { ...known, event_id: crypto.randomUUID() }]);
    expect(campaigns(batch).get("vk")).toBe(2);
    expect(campaigns(batch).get(undefined)).toBe(1);
    expect(batch.kinds.find(({ utm }) => utm.utm_source === "vk")?.referrer_host).toBe("vk.com");
  });

  it("begin anew with the next batch", () => {
    ViewBatch.of(Array.from({ length: 300 }, (_, nth) => view({ utm: { utm_source: `c${nth}` } })));
    expect(campaigns(ViewBatch.of([view({ utm: { utm_source: "c299" } })]))).toEqual(new Map([["c299", 1]]));
  });
});
