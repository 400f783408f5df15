import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { z } from "zod";
import { isBeaten, isReached, ratioOf, type Section } from "./figures.ts";

/** Fewer rounds show whether a section runs, not how fast the app is. */
export const ROUNDS_TO_KEEP = 3;

const stored = z.object({ sections: z.array(z.looseObject({ title: z.string() })) });

/** Writes a measured section into the file in place of the one with its title; the other sections stay as they are. */
export async function keepSection(file: string, section: Section, rounds: number, at: Date): Promise<void> {
  const { sections } = stored.parse(JSON.parse(await readFile(file, "utf8")));
  const { title } = section;
  const measured = {
    title,
    measuredAt: at.toISOString(),
    node: process.version,
    processors: cpus().map(({ model }) => model),
    rounds,
    figures: section.figures.map((figure) => ({
      ...figure,
      ratio: ratioOf(figure),
      reached: isReached(figure),
      ...(isBeaten(figure) ? { limitBeaten: true } : {}),
    })),
  };
  const known = sections.some((each) => each.title === title);
  const kept = known ? sections.map((each) => (each.title === title ? measured : each)) : [...sections, measured];
  await writeFile(file, `${JSON.stringify({ sections: kept }, null, 2)}\n`);
}
