import type { Cell, Figures } from "./cells.ts";
import type { Row } from "./tables.ts";

/** The aims of the rules beside those of the peers, for a cell whose rows are the four peers and then ours. Returns the missed ones. */
export function missedAims(cell: Cell, rows: readonly Row[]): string[] {
  const [first, second, third, everyone, ours] = rows.map(({ figures }) => figures);
  if (!first || !second || !third || !everyone || !ours) throw new Error("a cell needs the four peers and ours");
  const { people, acceptance, distance } = cell;
  const hard = distance.from === 1 && acceptance === 0.08;
  const behind = hard && people === 100 ? 0.09 : 0.04;
  const aims: [string, boolean][] = [
    ["fills as much as one by one, 48 h", ours.filled >= first.filled],
    ["fills as much as one by one, 12 h", ours.filled >= second.filled],
    ["fills as much as one by one, 4 h", ours.filled >= third.filled],
    ["fills four times as much as 48 h", !hard || ours.filled >= 4 * first.filled],
    ["fills 1.8 times as much as 12 h", !hard || ours.filled >= 1.8 * second.filled],
    ["fills 1.8 times as much as 4 h", !hard || ours.filled >= 1.8 * third.filled],
    [`is within ${behind * 100} points of everyone at once`, ours.filled >= everyone.filled - behind],
    ["needs 0.45 of its messages", people !== 30 || share(ours, everyone) <= 0.45],
    ["needs 0.2 of its messages", people !== 100 || share(ours, everyone) <= 0.2],
    ["sends nothing at night", ours.atNight === 0],
    ["passes nobody over", ours.unfair === 0],
  ];
  const where = `${distance.name}, ${acceptance}, ${people} people`;
  return aims.flatMap(([aim, reached]) => (reached ? [] : [`${where}: ${aim}`]));
}

const share = (ours: Figures, everyone: Figures) => ours.messages / everyone.messages;
