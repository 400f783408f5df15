/** One line of the table. `ratio` is the figure by its limit, both measured in this run. */
export type Figure = {
  case: string;
  value: number;
  unit: string;
  limit?: {
    name: string;
    value: number;
    /** Nothing that does the same work can do more of it, so a figure above it means a wrong measurement. */
    unbeatable?: true;
  };
  /** What the ratio, or the value where there is no limit, must reach. */
  aim?: { of: "ratio" | "value" } & ({ atLeast: number } | { atMost: number } | { exactly: number });
  /** Further numbers of the same measurement, for reading why. */
  detail?: Record<string, number>;
};

export type Section = { title: string; figures: Figure[] };

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

export const ratioOf = ({ value, limit }: Figure) => (limit ? value / limit.value : null);

/** The difference between rounds. */
const NOISE = 1.1;

/** A beaten limit was no limit: its ratio means nothing. */
export const isBeaten = (figure: Figure) => figure.limit?.unbeatable === true && (ratioOf(figure) ?? 0) > NOISE;

/** `null` where there is no aim, or the ratio means nothing. */
export function isReached(figure: Figure): boolean | null {
  const { aim } = figure;
  if (!aim || isBeaten(figure)) return null;
  const measured = aim.of === "ratio" ? ratioOf(figure) : figure.value;
  if (measured === null) return null;
  if ("exactly" in aim) return measured === aim.exactly;
  return "atLeast" in aim ? measured >= aim.atLeast : measured <= aim.atMost;
}

const short = (number: number) =>
  number >= 1000 ? Math.round(number).toLocaleString("en") : String(Number(number.toPrecision(3)));

function verdict(figure: Figure): string {
  if (isBeaten(figure)) return "limit BEATEN: no limit";
  const reached = isReached(figure);
  if (reached === null) return "";
  return reached ? "reached" : "NOT reached";
}

function wanted({ aim }: Figure): string {
  if (!aim) return "";
  if ("exactly" in aim) return `= ${short(aim.exactly)}`;
  return "atLeast" in aim ? `≥ ${short(aim.atLeast)}` : `≤ ${short(aim.atMost)}`;
}

/** The sections as one table in Markdown. */
export function table(sections: Section[]): string {
  const head = ["case", "figure", "limit", "ratio", "aim", ""];
  const rows = sections.flatMap(({ title, figures }) => [
    [`**${title}**`, "", "", "", "", ""],
    ...figures.map((figure) => {
      const ratio = ratioOf(figure);
      const { limit } = figure;
      return [
        figure.case,
        `${short(figure.value)} ${figure.unit}`,
        limit ? `${short(limit.value)} ${limit.name}` : "",
        ratio === null ? "" : short(ratio),
        wanted(figure),
        verdict(figure),
      ];
    }),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
