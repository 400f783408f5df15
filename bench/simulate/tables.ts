import type { Cell, Figures } from "./cells.ts";

export type Row = { rule: string; figures: Figures };

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function duration(minutes: number | null): string {
  if (minutes === null) return "–";
  if (minutes < 90) return `${minutes.toFixed(0)} min`;
  return minutes < 48 * 60 ? `${(minutes / 60).toFixed(1)} h` : `${(minutes / 1440).toFixed(1)} d`;
}

const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
const table = (head: string[], rows: string[][]) =>
  [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");

/** Filled share and messages of each rule, a row for each cell. */
export function cellsTable(cells: { cell: Cell; rows: Row[] }[]): string {
  const rules = cells[0]?.rows.map(({ rule }) => rule) ?? [];
  const rows = cells.map(({ cell, rows }) => [
    cell.distance.name,
    String(cell.acceptance),
    String(cell.people),
    ...rows.map(({ figures }) => {
      const calls = figures.calls >= 0.05 ? ` + ${figures.calls.toFixed(1)} calls` : "";
      return `${percent(figures.filled)}<br>${figures.messages.toFixed(1)} msg${calls}`;
    }),
  ]);
  return table(["freed ahead", "accept", "people", ...rules], rows);
}

/** All cells together: what else the rules differ in. */
export function rulesTable(cells: { rows: Row[] }[]): string {
  const rules = cells[0]?.rows.map(({ rule }) => rule) ?? [];
  const rows = rules.map((rule) => {
    const figures = cells.flatMap(({ rows }) => rows.filter((row) => row.rule === rule).map((row) => row.figures));
    const mean = (of: (each: Figures) => number) => figures.reduce((sum, each) => sum + of(each), 0) / figures.length;
    const minutes = figures.flatMap((each) => (each.minutes === null ? [] : [each.minutes])).toSorted((a, b) => a - b);
    return [
      rule,
      percent(mean(({ filled }) => filled)),
      duration(minutes[Math.floor(minutes.length / 2)] ?? null),
      mean(({ messages }) => messages).toFixed(1),
      mean(({ calls }) => calls).toFixed(1),
      String(figures.reduce((sum, { atNight }) => sum + atNight, 0)),
      String(figures.reduce((sum, { unfair }) => sum + unfair, 0)),
    ];
  });
  const head = ["rule", "filled", "median time to fill", "messages an hour", "calls an hour", "at night", "went ahead"];
  return table(head, rows);
}

/** A year with one list. `weeks`: how long it ran, for messages by person and week. */
export function yearTable(years: { people: number; rows: Row[] }[], weeks: number, hours: number): string {
  const rows = years.flatMap(({ people, rows }) =>
    rows.map(({ rule, figures }) => [
      people.toLocaleString("en"),
      rule,
      percent(figures.filled),
      duration(figures.minutes),
      ((figures.messages * hours) / people / weeks).toFixed(2),
      String(figures.atNight),
      String(figures.unfair),
    ]),
  );
  const head = [
    "people",
    "rule",
    "filled",
    "median time to fill",
    "messages a person and week",
    "at night",
    "went ahead",
  ];
  return table(head, rows);
}
