import { expect, it } from "vitest";
import { missedAims } from "./aims.ts";
import { CELLS, figuresOfCell } from "./cells.ts";
import { ours } from "./ours.ts";
import { PEERS } from "./peers.ts";

/** Ten weeks of freed hours: enough that the aims hold with room to spare, few enough for seconds. */
const HOURS = 200;
const SEED = 16;

it.each(CELLS)("reaches its aims: $distance.name, $acceptance, $people people", (cell) => {
  const rules = [...PEERS, ours({ name: "ours" })];
  const rows = rules.map((rule) => ({ rule: rule.name, figures: figuresOfCell(rule, cell, HOURS, SEED) }));
  expect(missedAims(cell, rows)).toEqual([]);
});

it("would miss them with a hold of 48 hours for one person at a time", () => {
  const slow = { overHours: 0, atOnce: 1, holdHours: 48, by: "message" } as const;
  const rules = [...PEERS, ours({ name: "slow", settings: { ladder: [slow] } })];
  const [cell] = CELLS.filter(({ people }) => people === 100);
  if (!cell) throw new Error("no cell has a hundred people");
  const rows = rules.map((rule) => ({ rule: rule.name, figures: figuresOfCell(rule, cell, HOURS, SEED) }));
  expect(missedAims(cell, rows)).not.toEqual([]);
});
