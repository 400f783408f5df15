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

  it("a change while it is being read makes the next one read again", async () => {
    let finish: (value: Timetable) => void = () => undefined;
    const load = vi.fn(
      () =>
        new Promise<Timetable>((resolve) => {
          finish = resolve;
        }),
    );
    const snapshot = new TimetableSnapshot(parts(load));
    const first = snapshot.read();
    snapshot.invalidate();
    finish(timetable(1));
    await first;
    const second = snapshot.read();
    finish(timetable(2));
    expect(await second).toEqual({ status: "read", timetable: timetable(2) });
  });

  it("that cannot be read says so, with what was known before, and never serves that as fresh", async () => {
    const load = vi.fn(async () => timetable(1));
    const snapshot = new TimetableSnapshot(parts(load));
    await snapshot.read();
    snapshot.invalidate();
    load.mockRejectedValueOnce(new Error("away"));
    expect(await snapshot.read()).toEqual({ status: "unreadable", last: timetable(1) });
    expect(await snapshot.read()).toEqual({ status: "read", timetable: timetable(1) });
  });
});
