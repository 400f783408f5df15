import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Timetable } from "#app/domain/timetable/availability.ts";
import { USUAL_CALENDAR } from "#app/domain/timetable/working-days.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { TimetableSnapshot } from "./timetable.ts";

const timetable = (answer: number): Timetable => ({
  practice: { timeZone: "Europe/Moscow", answerWithinWorkingDays: answer, calendar: USUAL_CALENDAR },
  services: [],
  slots: [],
});
const parts = (load: () => Promise<Timetable>) => ({ load, clock: () => new Date(0), logger: createLogger("silent") });

describe("the cached timetable", () => {
  it("is read once for parallel callers, and once more after a change", async () => {
    const load = vi.fn(async () => timetable(load.mock.calls.length));
    const snapshot = new TimetableSnapshot(parts(load));
    const readings = await Promise.all(Array.from({ length: 1000 }, () => snapshot.read()));
    expect(load).toHaveBeenCalledTimes(1);
    expect(readings.at(-1)).toEqual({ status: "read", timetable: timetable(1) });
    await snapshot.read();
    expect(load).toHaveBeenCalledTimes(1);
    snapshot.invalidate();
    expect(await snapshot.read()).toEqual({ status: "read", timetable: timetable(2) });
  });

  it("is read again for later callers if it changed during a read", async () => {
    const finish: ((value: Timetable) => void)[] = [];
    const load = () => new Promise<Timetable>((resolve) => finish.push(resolve));
    const snapshot = new TimetableSnapshot(parts(load));
    const before = snapshot.read();
    snapshot.invalidate();
    const after = snapshot.read();
    finish[1]?.(timetable(2));
    expect(await after).toEqual({ status: "read", timetable: timetable(2) });
    finish[0]?.(timetable(1));
    expect(await before).toEqual({ status: "read", timetable: timetable(1) });
    expect(await snapshot.read()).toEqual({ status: "read", timetable: timetable(2) });
    expect(finish).toHaveLength(2);
  });

  describe("as time goes by", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it("is at most a second old without a notification, and refreshed ahead of need", async () => {
      const finish: ((value: Timetable) => void)[] = [];
      const load = vi.fn(() => new Promise<Timetable>((resolve) => finish.push(resolve)));
      const snapshot = new TimetableSnapshot(parts(load));
      const first = snapshot.read();
      finish[0]?.(timetable(1));
      await first;
      vi.advanceTimersByTime(499);
      await snapshot.read();
      expect(load).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(1);
      expect(snapshot.read()).toEqual({ status: "read", timetable: timetable(1) });
      expect(load).toHaveBeenCalledTimes(2);
      vi.advanceTimersByTime(499);
      expect(snapshot.read()).toEqual({ status: "read", timetable: timetable(1) });
      vi.advanceTimersByTime(1);
      const waiting = snapshot.read();
      expect(load).toHaveBeenCalledTimes(2);
      finish[1]?.(timetable(2));
      expect(await waiting).toEqual({ status: "read", timetable: timetable(2) });
    });

    it("an unreadable one reports so at once with the last read, and retries by itself", async () => {
      const load = vi.fn(async () => timetable(1));
      const snapshot = new TimetableSnapshot(parts(load));
      await snapshot.read();
      expect(snapshot.lastFault).toBeNull();
      load.mockRejectedValue(new Error("away"));
      snapshot.invalidate();
      const unreadable = { status: "unreadable", last: timetable(1) };
      expect(await snapshot.read()).toEqual(unreadable);
      // The third try hangs like a network that drops packets.
      let fail = (_: Error) => {};
      await vi.advanceTimersByTimeAsync(500);
      load.mockImplementationOnce(() => new Promise<Timetable>((_, reject) => (fail = reject)));
      await vi.advanceTimersByTimeAsync(500);
      expect(load).toHaveBeenCalledTimes(4);
      expect(snapshot.read()).toEqual(unreadable);
      fail(new Error("still away"));
      load.mockResolvedValue(timetable(2));
      await vi.advanceTimersByTimeAsync(500);
      expect(snapshot.read()).toEqual({ status: "read", timetable: timetable(2) });
      expect(snapshot.lastFault).toEqual(new Date(0));
    });

    it("is not retried once the app ends, even by a read in progress", async () => {
      let fail = (_: Error) => {};
      const load = vi.fn(() => new Promise<Timetable>((_, reject) => (fail = reject)));
      const snapshot = new TimetableSnapshot(parts(load));
      const asked = snapshot.read();
      snapshot.stop();
      fail(new Error("closed"));
      await asked;
      expect(vi.getTimerCount()).toBe(0);
    });
  });

  it("an unreadable one is retried once for parallel callers, and fresh after a change", async () => {
    let fail = (_: Error) => {};
    const load = vi.fn(() => new Promise<Timetable>((_, reject) => (fail = reject)));
    const snapshot = new TimetableSnapshot(parts(load));
    for (let round = 1; round <= 3; round += 1) {
      const asked = Array.from({ length: 1000 }, () => snapshot.read());
      expect(load).toHaveBeenCalledTimes(round);
      fail(new Error("away"));
      for (const reading of await Promise.all(asked)) expect(reading).toEqual({ status: "unreadable", last: null });
      snapshot.invalidate();
    }
    load.mockResolvedValueOnce(timetable(1));
    expect(await snapshot.read()).toEqual({ status: "read", timetable: timetable(1) });
  });

  it("read during a change is still kept if nothing can be read after it", async () => {
    const finish: { resolve(value: Timetable): void; reject(error: Error): void }[] = [];
    const load = () => new Promise<Timetable>((resolve, reject) => finish.push({ resolve, reject }));
    const snapshot = new TimetableSnapshot(parts(load));
    const first = snapshot.read();
    snapshot.invalidate();
    finish[0]?.resolve(timetable(1));
    await first;
    const away = snapshot.read();
    finish[1]?.reject(new Error("away"));
    expect(await away).toEqual({ status: "unreadable", last: timetable(1) });
  });
});
