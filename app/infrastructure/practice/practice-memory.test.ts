import { expect, it, vi } from "vitest";
import { DEMO_DETAILS } from "#app/copy/legal/practice.ts";
import { builtInDocuments } from "#app/copy/legal.ts";
import { DEMO_ABOUT, NEUTRAL_ABOUT } from "#app/copy/practice.ts";
import { documentText } from "#app/domain/practice/documents.ts";
import { sha256Of } from "./documents.ts";
import { type StoredPractice, StoredPracticeMemory } from "./practice-memory.ts";

const NOTHING: StoredPractice = { about: DEMO_ABOUT, details: DEMO_DETAILS, published: [] };
const named = (name: string): StoredPractice => ({ ...NOTHING, about: { ...DEMO_ABOUT, name } });
const builtIn = builtInDocuments(["telegram"]);
const over = (load: () => Promise<StoredPractice>) => {
  const logger = { fault: vi.fn() };
  return { memory: new StoredPracticeMemory({ load, builtIn, logger }), logger };
};

it("says nothing of a practice until it is read, then what was read last", async () => {
  const { memory } = over(async () => NOTHING);
  expect(memory.about).toMatchObject(NEUTRAL_ABOUT);
  await memory.refresh();
  expect(memory.about).toMatchObject(DEMO_ABOUT);
  expect(memory.said.operator).toBe(DEMO_DETAILS.operator);
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

it("prefers published documents, and knows when each consent was superseded", async () => {
  const slug = "personal-data-consent";
  const text = builtIn[slug];
  const [first, second] = [new Date("2027-01-10T09:00:00Z"), new Date("2027-02-10T09:00:00Z")];
  const older = { ...text, slug, version: "2027-01-10-t", publishedAt: first } as const;
  const newer = { ...text, slug, version: "2027-02-10-t", publishedAt: second } as const;
  const consentTo = ({ version }: { version: string }) =>
    ({ type: "personal_data", version, sha256: sha256Of(documentText(text)) }) as const;
  let stored = NOTHING;
  const { memory } = over(async () => stored);
  await memory.refresh();
  const { inForce } = memory;
  const before = { ...inForce.personal_data };
  stored = { ...NOTHING, published: [newer, older] };
  await memory.refresh();
  expect(memory.said.documents).toEqual({ ...builtIn, [slug]: { ...text, version: newer.version } });
  expect(inForce.personal_data).toEqual(consentTo(newer));
  expect(inForce.communications.version).toBe(builtIn["communications-consent"].version);
  const known = (version: string) => memory.consents("personal_data", version);
  expect(known(newer.version)).toEqual({ document: consentTo(newer), supersededAt: null });
  expect(known(older.version)).toEqual({ document: consentTo(older), supersededAt: second });
  expect(known(before.version)).toEqual({ document: before, supersededAt: first });
  expect(memory.consents("personal_data", "2027-01-11-t")).toBeNull();
});
