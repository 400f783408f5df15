import { expect, it, vi } from "vitest";
import { DEMO_ABOUT, NEUTRAL_ABOUT } from "#app/copy/practice.ts";
import type { AboutPractice } from "#app/domain/practice/about.ts";
import { StoredPracticeMemory } from "./practice-memory.ts";

const named = (name: string): AboutPractice => ({ ...DEMO_ABOUT, name });
const over = (load: () => Promise<AboutPractice>) => {
  const logger = { fault: vi.fn() };
  return { memory: new StoredPracticeMemory({ load, logger }), logger };
};

it("says nothing of a practice until it is read, then what was read last", async () => {
  const { memory } = over(async () => DEMO_ABOUT);
  expect(memory.about).toBe(NEUTRAL_ABOUT);
  await memory.refresh();
  expect(memory.about).toEqual(DEMO_ABOUT);
});

it("begins a new edition for other words, and none for the same", async () => {
  let stored = named("Тихая гавань");
  const { memory } = over(async () => ({ ...stored }));
  await memory.refresh();
  const first = memory.edition;
  await memory.refresh();
  expect(memory.edition).toBe(first);
  stored = named("Тихий дом");
  await memory.refresh();
  expect(memory.edition).toBe(first + 1);
});

it("reads once more after a change during a reading, and waits for that", async () => {
  let stored = named("Прежнее");
  const starts: (() => void)[] = [];
  const { memory } = over(async () => {
    const read = stored;
    await new Promise<void>((resolve) => starts.push(resolve));
    return read;
  });
  const first = memory.refresh();
  stored = named("Новое");
  const second = memory.refresh();
  starts[0]?.();
  await vi.waitFor(() => expect(starts).toHaveLength(2));
  starts[1]?.();
  await Promise.all([first, second]);
  expect(memory.about.name).toBe("Новое");
  expect(starts).toHaveLength(2);
});

it("keeps its words while the database is away, and reads again by itself", async () => {
  vi.useFakeTimers();
  try {
    const load = vi.fn(async () => named("Тихая гавань"));
    const { memory, logger } = over(load);
    await memory.refresh();
    load.mockRejectedValueOnce(new Error("away"));
    await memory.refresh();
    expect(memory.about.name).toBe("Тихая гавань");
    expect(logger.fault).toHaveBeenCalledTimes(1);
    load.mockResolvedValueOnce(named("Тихий дом"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(memory.about.name).toBe("Тихий дом");
    load.mockRejectedValueOnce(new Error("away"));
    await memory.refresh();
    memory.stop();
    const asked = load.mock.calls.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(load).toHaveBeenCalledTimes(asked);
  } finally {
    vi.useRealTimers();
  }
});
