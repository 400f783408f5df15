import { describe, expect, it, vi } from "vitest";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import { BatchingEventBuffer } from "./event-buffer.ts";
import { createLogger } from "./logger.ts";

const view = (slug = "primary"): TrackingEvent => ({
  ...envelope({ id: crypto.randomUUID(), now: new Date(0), source: "web", visit: null }),
  event_name: "show_no_slots",
  properties: { service_slug: slug, date_range: "next_14d" },
});
const away = Object.assign(new Error("away"), { code: "ECONNREFUSED" });
const buffer = (append: (events: TrackingEvent[]) => Promise<void>) =>
  new BatchingEventBuffer({ append, logger: createLogger("silent") });

describe("views on their way to the database", () => {
  it("go in batches and in order, and a flush waits for all of them", async () => {
    const written: TrackingEvent[] = [];
    const views = buffer(async (events) => void written.push(...events));
    const given = Array.from({ length: 1_203 }, () => view());
    for (const event of given) views.record(event);
    await views.flush();
    expect(written).toEqual(given);
  });

  it("wait while the database is away, up to a bound, beyond which they are counted as dropped", async () => {
    const append = vi.fn<(events: TrackingEvent[]) => Promise<void>>(() => Promise.reject(away));
    const views = buffer(append);
    for (let count = 0; count < 20_007; count += 1) views.record(view());
    expect(views.dropped).toBe(7);
    await views.flush();
    const written: number[] = [];
    append.mockImplementation(async (events) => void written.push(events.length));
    await views.flush();
    expect(written.reduce((sum, each) => sum + each, 0)).toBe(20_000);
  });

  it("wait for company, but no longer than a quarter of a second, and a full batch does not wait at all", async () => {
    vi.useFakeTimers();
    try {
      const written: number[] = [];
      const views = buffer(async (events) => void written.push(events.length));
      views.record(view());
      await vi.advanceTimersByTimeAsync(150);
      views.record(view());
      expect(written).toEqual([]);
      await vi.advanceTimersByTimeAsync(100);
      expect(written).toEqual([2]);
      for (let count = 0; count < 250; count += 1) views.record(view());
      await vi.advanceTimersByTimeAsync(0);
      expect(written).toEqual([2, 250]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("are tried again by themselves once the database is back", async () => {
    vi.useFakeTimers();
    try {
      const append = vi.fn<(events: TrackingEvent[]) => Promise<void>>(() => Promise.reject(away));
      const views = buffer(append);
      views.record(view());
      await vi.advanceTimersByTimeAsync(5_000);
      append.mockResolvedValue();
      await vi.advanceTimersByTimeAsync(2_000);
      const tries = append.mock.calls.length;
      await vi.advanceTimersByTimeAsync(60_000);
      expect([append.mock.calls.length, views.dropped]).toEqual([tries, 0]);
      await views.close();
      expect(append).toHaveBeenCalledTimes(tries);
    } finally {
      vi.useRealTimers();
    }
  });

  it("end with the app: the last flush writes what it can, and what it cannot is counted as dropped", async () => {
    const views = buffer(() => Promise.reject(away));
    views.record(view());
    views.record(view());
    await views.close();
    expect(views.dropped).toBe(2);
  });

  it("a batch that the database refuses is dropped and counted, and does not stop the next", async () => {
    const append = vi.fn<(events: TrackingEvent[]) => Promise<void>>(() => Promise.reject(new Error("refused")));
    const views = buffer(append);
    views.record(view());
    await views.flush();
    expect(views.dropped).toBe(1);
    append.mockResolvedValue();
    views.record(view());
    await views.flush();
    expect(append).toHaveBeenCalledTimes(2);
  });
});
