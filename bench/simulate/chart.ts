import { scaleBand, scaleLinear } from "d3-scale";
import type { Cell } from "./cells.ts";
import type { Row } from "./tables.ts";

const WIDTH = 960;
const PANEL = { top: 56, height: 180, left: 56, gap: 24 };
const HEIGHT = PANEL.top + PANEL.height + 84;
const COLOURS = ["#9aa5b1", "#7b8794", "#52606d", "#d9822b", "#0b7285", "#66b2c0"];
const TEXT = 'font-family="system-ui, sans-serif" font-size="13" fill="#1f2933"';

/** Filled share of each rule where 8 of 100 offers are accepted: a panel for each distance, a group for each length of the list. */
export function fillChart(cells: { cell: Cell; rows: Row[] }[]): string {
  const shown = cells.filter(({ cell }) => cell.acceptance === 0.08);
  const distances = [...new Set(shown.map(({ cell }) => cell.distance.name))];
  const rules = shown[0]?.rows.map(({ rule }) => rule) ?? [];
  const width = (WIDTH - PANEL.left - 16 - PANEL.gap * (distances.length - 1)) / distances.length;
  const y = scaleLinear([0, 1], [PANEL.top + PANEL.height, PANEL.top]);

  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${PANEL.left}" x2="${WIDTH - 16}" y1="${y(share)}" y2="${y(share)}" stroke="#cbd2d9"/>` +
      `<text x="${PANEL.left - 8}" y="${y(share) + 4}" text-anchor="end" ${TEXT}>${share * 100} %</text>`,
  );
  const panels = distances.map((name, index) => {
    const left = PANEL.left + index * (width + PANEL.gap);
    const here = shown.filter(({ cell }) => cell.distance.name === name);
    const group = scaleBand(
      here.map(({ cell }) => cell.people),
      [left, left + width],
    ).padding(0.15);
    const bar = scaleBand(rules, [0, group.bandwidth()]);
    const bars = here.flatMap(({ cell, rows }) => [
      ...rows.map(({ rule, figures }, at) => {
        const x = (group(cell.people) ?? 0) + (bar(rule) ?? 0);
        const height = y(0) - y(figures.filled);
        return `<rect x="${x.toFixed(1)}" y="${y(figures.filled).toFixed(1)}" width="${(bar.bandwidth() - 1).toFixed(1)}" height="${height.toFixed(1)}" fill="${COLOURS[at]}"/>`;
      }),
      `<text x="${(group(cell.people) ?? 0) + group.bandwidth() / 2}" y="${y(0) + 18}" text-anchor="middle" ${TEXT}>${cell.people} people</text>`,
    ]);
    return `<text x="${left + width / 2}" y="${PANEL.top - 12}" text-anchor="middle" ${TEXT}>freed ${name} ahead</text>${bars.join("")}`;
  });
  const legend = rules.map((rule, at) => {
    const [x, top] = [PANEL.left + (at % 3) * 300, y(0) + 36 + Math.floor(at / 3) * 22];
    return `<rect x="${x}" y="${top}" width="12" height="12" fill="${COLOURS[at]}"/><text x="${x + 18}" y="${top + 11}" ${TEXT}>${rule}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Filled share of freed hours by rule, at 8 % acceptance">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${PANEL.left}" y="20" ${TEXT} font-weight="600">Freed hours that were filled, where 8 of 100 offers are accepted</text>`,
    ...grid,
    ...panels,
    ...legend,
    "</svg>\n",
  ].join("\n");
}
