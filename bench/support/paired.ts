import { THIS_BUILD } from "./app.ts";
import { type Figure, median, type Section } from "./figures.ts";

/** The same section, measured for two builds in turns. */
export type Pair = { ours: Section; theirs: Section };

/** Measures both builds once. The build that goes first changes with each round. */
export async function inTurns(
  round: number,
  measure: (build: string) => Promise<Section>,
  other: string,
): Promise<Pair> {
  if (round % 2 === 0) {
    const ours = await measure(THIS_BUILD);
    return { ours, theirs: await measure(other) };
  }
  const theirs = await measure(other);
  return { ours: await measure(THIS_BUILD), theirs };
}

type Read = (figure: Figure) => number | undefined;

/** Each case of our build beside the same case of the other build: medians over the rounds, and the processor time per answer. */
export function besideEachOther(rounds: Pair[], other: string): Section {
  const [first] = rounds;
  if (!first) throw new Error("no round was measured");
  const figures = first.ours.figures.flatMap((figure): Figure[] => {
    const compared = (name: string, unit: string, read: Read): Figure[] => {
      const [ours, theirs] = [valuesOf(rounds, "ours", figure, read), valuesOf(rounds, "theirs", figure, read)];
      if (ours.length === 0 || theirs.length === 0) return [];
      const limit = { name: `${unit} ${other}`, value: median(theirs) };
      return [{ case: name, value: median(ours), unit, limit, detail: ratiosOf(ours, theirs) }];
    };
    const processor = compared(`${figure.case}, processor time`, "ms", ({ detail }) => detail?.serverCpu);
    return [...compared(figure.case, figure.unit, ({ value }) => value), ...processor];
  });
  return { title: `${first.ours.title}, beside ${other}`, figures };
}

/** Empty for a case that only one of the builds has. */
function valuesOf(rounds: Pair[], side: keyof Pair, { case: name, limit }: Figure, read: Read): number[] {
  const same = (each: Figure) => each.case === name && each.limit?.name === limit?.name;
  return rounds.flatMap((pair) => pair[side].figures.filter(same).map(read)).filter((value) => value !== undefined);
}

/** The spread over the rounds shows whether the ratio means something. */
function ratiosOf(ours: number[], theirs: number[]): Record<string, number> {
  return Object.fromEntries(ours.map((value, round) => [`round${round + 1}`, value / (theirs[round] ?? Number.NaN)]));
}
