import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { keepSection } from "./results.ts";

it("a measured section replaces the one with its title and leaves the others", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-results-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "results.json");
  const other = { title: "Pages", measuredAt: "2026-11-01T00:00:00.000Z", figures: [] };
  await writeFile(file, JSON.stringify({ sections: [other] }));
  const at = new Date("2026-11-29T20:00:00Z");
  const growth = (value: number) => {
    const limit = { name: "ms", value: 2 };
    return {
      title: "Growth",
      figures: [{ case: "purge", value, unit: "ms", limit, aim: { of: "ratio", atMost: 2 } }],
    } as const;
  };
  for (const value of [8, 3]) {
    const { title, figures } = growth(value);
    await keepSection(file, { title, figures: [...figures] }, 3, at);
  }
  const { sections } = JSON.parse(await readFile(file, "utf8"));
  expect(sections).toMatchObject([
    other,
    { title: "Growth", measuredAt: at.toISOString(), rounds: 3, figures: [{ value: 3, ratio: 1.5, reached: true }] },
  ]);
  expect(sections).toHaveLength(2);
});
