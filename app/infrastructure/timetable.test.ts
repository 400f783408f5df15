import { describe, expect, it, vi } from "vitest";
import type { Timetable } from "#app/domain/availability.ts";
import { createLogger } from "./logger.ts";
import { TimetableSnapshot } from "./timetable.ts";

const timetable = (answer: number): Timetable => ({
  practice: { timeZone: "Europe/Moscow", answerWithinWorkingDays: answer },
  services: [],
  slots: [],
});
const parts = (load: () => Promise<Timetable>) => ({ load, clock: () => new Date(0), logger: createLogger("silent") });

describe("the timetable in memory", () => {
  it("is read once however many ask at the same time, and once more after a change", async () => {
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

  it("a change while it is being read makes it be read again for whoever asks from then on", async () => {
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

  it("is no older than a second, even if nobody said that it changed", async () => {
    vi.useFakeTimers();
    try {
      const load = vi.fn(async () => timetable(1));
      const snapshot = new TimetableSnapshot(parts(load));
      await snapshot.read();
      vi.advanceTimersByTime(999);
      await snapshot.read();
      expect(load).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(1);
      await snapshot.read();
      expect(load).toHaveBeenCalledTimes(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it("that cannot be read says so, with what was known before, and never serves that as fresh", async () => {
    const load = vi.fn(async () => timetable(1));
    const snapshot = new TimetableSnapshot(parts(load));
    await snapshot.read();
    expect(snapshot.lastFault).toBeNull();
    snapshot.invalidate();
    load.mockRejectedValueOnce(new Error("away"));
    expect(await snapshot.read()).toEqual({ status: "unreadable", last: timetable(1) });
    expect(await snapshot.read()).toEqual({ status: "read", timetable: timetable(1) });
    expect(snapshot.lastFault).toEqual(new Date(0));
  });

  it("that was read while it changed is known, if nothing can be read after it", async () => {
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
