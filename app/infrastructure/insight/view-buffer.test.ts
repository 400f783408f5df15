import { describe, expect, it, vi } from "vitest";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import type { ViewBatch } from "./view-batch.ts";
import { BatchingViewBuffer } from "./view-buffer.ts";

const view = (slug = "primary"): TrackingEvent => ({
  ...envelope({ id: crypto.randomUUID(), now: new Date(0), source: "web", visit: null }),
  event_name: "show_no_slots",
  properties: { service_slug: slug, date_range: "next_14d" },
});
const away = Object.assign(new Error("away"), { code: "ECONNREFUSED" });
type Append = (batch: ViewBatch) => Promise<void>;
const buffer = (append: Append) => new BatchingViewBuffer({ append, logger: createLogger("silent") });
const idsOf = (batch: ViewBatch) => batch.kinds.flatMap(({ ids }) => ids);

describe("views on their way to the database", () => {
  it("go in batches and in order, and a flush waits for all of them", async () => {
    const written: string[][] = [];
    const views = buffer(async (batch) => void written.push(idsOf(batch)));
    const given = Array.from({ length: 2_203 }, () => view());
    for (const event of given) views.record(event);
    await views.flush();
    expect(written.map(({ length }) => length)).toEqual([1_000, 1_000, 203]);
    expect(written.flat()).toEqual(given.map(({ event_id }) => event_id));
  });

  it("wait while the database is away, up to a limit, and are then counted as dropped", async () => {
    const append = vi.fn<Append>(() => Promise.reject(away));
    const views = buffer(append);
    for (let count = 0; count < 20_000; count += 1) views.record(view());
    expect(views.dropped).toBeLessThan(100);
    const { dropped } = views;
    for (let count = 0; count < 7; count += 1) views.record(view());
    expect(views.dropped).toBe(dropped + 7);
    await views.flush();
    const written: number[] = [];
    append.mockImplementation(async ({ size }) => void written.push(size));
    await views.flush();
    expect(written.reduce((sum, each) => sum + each, 0)).toBe(20_000 - dropped);
    views.record(view());
    expect(views.dropped).toBe(dropped + 7);
  });

  it("are limited by the memory of new values: made-up campaigns cannot fill it", async () => {
    const views = buffer(() => Promise.reject(away));
    const name = (nth: number) => String(nth % 40).padStart(60, "x");
    for (let count = 0; count < 20_000; count += 1) {
      const utm = { utm_source: name(count), utm_campaign: name(0), utm_term: name(0) };
      views.record({ ...view(), utm, referrer_host: name(Math.floor(count / 40)) });
    }
    expect(views.dropped).toBeGreaterThan(10_000);
  });

  it("wait briefly for others, and a full batch is written at once", async () => {
    vi.useFakeTimers();
    try {
      const written: number[] = [];
      const views = buffer(async ({ size }) => void written.push(size));
      views.record(view());
      await vi.advanceTimersByTimeAsync(60);
      views.record(view());
      expect(written).toEqual([]);
      await vi.advanceTimersByTimeAsync(40);
      expect(written).toEqual([2]);
      for (let count = 0; count < 1_000; count += 1) views.record(view());
      await vi.advanceTimersByTimeAsync(0);
      expect(written).toEqual([2, 1_000]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("are written within a quarter of a second although the database is slow", async () => {
    vi.useFakeTimers();
    try {
      const came = new Map<string, number>();
      const waited: number[] = [];
      const views = buffer(async (batch) => {
        await new Promise((written) => setTimeout(written, 70));
        for (const id of idsOf(batch)) waited.push(Date.now() - (came.get(id) ?? Number.NaN));
      });
      // Seven thousand a second: more than a batch during a write, plus an incomplete one.
      for (let tick = 0; tick < 200; tick += 1) {
        for (let count = 0; count < 70; count += 1) {
          const event = view();
          came.set(event.event_id, Date.now());
          views.record(event);
        }
        await vi.advanceTimersByTimeAsync(10);
      }
      await vi.advanceTimersByTimeAsync(250);
      expect(waited).toHaveLength(14_000);
      expect(Math.max(...waited)).toBeLessThanOrEqual(250);
    } finally {
      vi.useRealTimers();
    }
  });

  it("are retried by themselves once the database is back", async () => {
    vi.useFakeTimers();
    try {
      const append = vi.fn<Append>(() => Promise.reject(away));
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

  it("are sent again exactly as they were, since the answer may have been lost and not the views", async () => {
    const sent: string[][] = [];
    const append = vi.fn<Append>(async (batch) => {
      sent.push(idsOf(batch));
      throw away;
    });
    const views = buffer(append);
    const [first, later] = [view(), view()];
    views.record(first);
    await views.flush();
    views.record(later);
    append.mockImplementation(async (batch) => void sent.push(idsOf(batch)));
    await views.flush();
    expect(sent).toEqual([[first.event_id], [first.event_id], [later.event_id]]);
  });

  it("end with the app: the last flush writes what waits", async () => {
    const written: string[] = [];
    const views = buffer(async (batch) => void written.push(...idsOf(batch)));
    const waiting = [view(), view()];
    for (const each of waiting) views.record(each);
    await views.close();
    expect(written).toEqual(waiting.map(({ event_id }) => event_id));
    expect(views.dropped).toBe(0);
  });

  it("that the last flush cannot write are counted as dropped", async () => {
    const views = buffer(() => Promise.reject(away));
    views.record(view());
    views.record(view());
    await views.close();
    expect(views.dropped).toBe(2);
  });

  it("in a batch that the database refuses are dropped and counted; the next one works", async () => {
    const append = vi.fn<Append>(() => Promise.reject(new Error("refused")));
    const views = buffer(append);
    views.record(view());
    await views.flush();
    expect(views.dropped).toBe(1);
    append.mockResolvedValue();
    views.record(view());
    await views.flush();
    expect(append).toHaveBeenCalledTimes(2);
  });

  it("one with a property outside the closed list is refused to whoever records it, and takes no other with it", async () => {
    const written: string[] = [];
    const views = buffer(async (batch) => void written.push(...idsOf(batch)));
    const good = view();
    views.record(good);
    expect(() => views.record(view("не слаг"))).toThrow("service_slug is not allowed");
    await views.flush();
    expect(written).toEqual([good.event_id]);
  });
});
