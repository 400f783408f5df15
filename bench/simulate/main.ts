import { readFileSync, writeFileSync } from "node:fs";
import { missedAims } from "./aims.ts";
import { CELLS, figuresOfCell, figuresOfYear } from "./cells.ts";
import { chance } from "./chance.ts";
import { fillChart } from "./chart.ts";
import { freedHour, HOURS_A_WEEK } from "./model.ts";
import { ours } from "./ours.ts";
import { PEERS } from "./peers.ts";
import { cellsTable, rulesTable, yearTable } from "./tables.ts";

/** Writes its tables into docs/offers.md, between the two marks, and the chart beside it. Fails where an aim is missed. */
const DOCUMENT = "docs/offers.md";
const CHART = "docs/offers.svg";
const [BEGIN, END] = ["<!-- npm run simulate writes from here -->", "<!-- to here -->"];
const SEED = 16;
const WEEKS = 52;
const HOURS = WEEKS * HOURS_A_WEEK;
const YEAR_SIZES = [10, 30, 100, 1000, 10_000];
const YEAR_ACCEPTANCE = 0.15;
/** How far ahead hours are freed in a year, as shares. */
const YEAR_DISTANCES = [
  { upTo: 0.4, from: 1, to: 3 },
  { upTo: 0.75, from: 3, to: 7 },
  { upTo: 1, from: 7, to: 14 },
];

const say = (text: string) => process.stdout.write(`${text}\n`);

const rules = [...PEERS, ours({ name: "ours" }), ours({ name: "ours, nobody calls", calls: false })];
const cells = CELLS.map((cell) => {
  const rows = rules.map((rule) => ({ rule: rule.name, figures: figuresOfCell(rule, cell, HOURS, SEED) }));
  say(
    `${cell.distance.name}, ${cell.acceptance}, ${cell.people} people: ${rows.map(({ figures }) => figures.filled.toFixed(3)).join(" ")}`,
  );
  return { cell, rows };
});

const yearRules = [...PEERS, ours({ name: "ours" })];
const year = Array.from({ length: HOURS }, (_, index) => {
  const luck = chance(SEED, index, 41);
  const distance = YEAR_DISTANCES.find(({ upTo }) => luck < upTo) ?? { from: 7, to: 14 };
  return freedHour(index, distance, SEED);
});
const years = YEAR_SIZES.map((people) => {
  const chances = { acceptance: YEAR_ACCEPTANCE, seed: SEED };
  const rows = yearRules.map((rule) => ({ rule: rule.name, figures: figuresOfYear(rule, year, people, chances) }));
  say(`a year, ${people} people: ${rows.map(({ figures }) => figures.filled.toFixed(3)).join(" ")}`);
  return { people, rows };
});

const written = [
  BEGIN,
  `### Each hour by itself\n\n${cellsTable(cells)}`,
  `### The rules over all cells\n\n${rulesTable(cells)}`,
  `### One list over a year\n\n${yearTable(years, WEEKS, HOURS)}`,
  END,
].join("\n\n");
const document = readFileSync(DOCUMENT, "utf8");
const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
if (from < 0 || to < from) throw new Error(`${DOCUMENT} has lost its marks`);
writeFileSync(DOCUMENT, document.slice(0, from) + written + document.slice(to + END.length));
writeFileSync(CHART, fillChart(cells));

const missed = cells.flatMap(({ cell, rows }) => missedAims(cell, rows));
for (const aim of missed) say(`MISSED ${aim}`);
if (missed.length > 0) process.exitCode = 1;
