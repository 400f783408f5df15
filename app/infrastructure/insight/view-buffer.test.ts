import { v7 } from "uuid";
import { describe, expect, it, vi } from "vitest";
import { type TrackedView, viewOf } from "#app/domain/tracking-event.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import type { ViewBatch } from "./view-batch.ts";
import { BatchingViewBuffer } from "./view-buffer.ts";

const visit = { pagePath: null, referrerHost: null, utm: {} };
const view = (serviceSlug = "primary", now = new Date(0)) => viewOf({ serviceSlug, visit, now });
const away = Object.assign(new Error("away"), { code: "ECONNREFUSED" });
type Append = (batch: ViewBatch) => Promise<void>;
const buffer = (append: Append) => new BatchingViewBuffer({ append, newId: v7, logger: createLogger("silent") });
/** The moments of a batch, in order; they tell the views apart. */
const momentsOf = (batch: ViewBatch) =>
  batch.kinds.flatMap(({ quarter, moments }) => moments.map((each) => quarter + each));
const numbered = (length: number) => Array.from({ length }, (_, nth) => view("primary", new Date(nth)));
const timesOf = (views: TrackedView[]) => views.map(({ occurred_at }) => occurred_at.getTime());

describe("views on their way to the database", () => {
  it("are written in batches and in order, and a flush waits for all of them", async () => {
    const written: number[][] = [];
    const views = buffer(async (batch) => void written.push(momentsOf(batch)));
    const given = numbered(2_203);
    for (const each of given) views.record(each);
    await views.flush();
    expect(written.map(({ length }) => length)).toEqual([1_000, 1_000, 203]);
    expect(written.flat()).toEqual(timesOf(given));
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
      const waited: number[] = [];
      const views = buffer(async (batch) => {
        await new Promise((written) => setTimeout(written, 70));
        for (const came of momentsOf(batch)) waited.push(Date.now() - came);
      });
      // Seven thousand a second: more than a batch during a write, plus an incomplete one.
      for (let tick = 0; tick < 200; tick += 1) {
        for (let count = 0; count < 70; count += 1) views.record(view("primary", new Date()));
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

  it("are retried unchanged, since the answer may have been lost and not the views", async () => {
    const sent: ViewBatch["kinds"][] = [];
    const append = vi.fn<Append>(async (batch) => {
      sent.push(structuredClone(batch.kinds));
      throw away;
    });
    const views = buffer(append);
    views.record(view("primary", new Date(1)));
    await views.flush();
    views.record(view("primary", new Date(2)));
    append.mockImplementation(async (batch) => void sent.push(structuredClone(batch.kinds)));
    await views.flush();
    expect(sent[1]).toEqual(sent[0]);
    expect(sent.map((kinds) => kinds.map(({ moments }) => moments))).toEqual([[[1]], [[1]], [[2]]]);
  });

  it("are written by the last flush when the app ends", async () => {
    const written: number[] = [];
    const views = buffer(async (batch) => void written.push(...momentsOf(batch)));
    for (const each of numbered(2)) views.record(each);
    await views.close();
    expect(written).toEqual([0, 1]);
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

  it("with a property outside the closed list throw, and affect no other event", async () => {
    const written: number[] = [];
    const views = buffer(async (batch) => void written.push(...momentsOf(batch)));
    views.record(view("primary", new Date(7)));
    expect(() => views.record(view("не слаг"))).toThrow("service_slug is not allowed");
    await views.flush();
    expect(written).toEqual([7]);
  });
});
