import { scaleLinear } from "d3-scale";
import { area, curveStepAfter } from "d3-shape";
import { useId } from "react";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import type { InsightMeasure } from "#app/domain/insight/insight.ts";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { DayTick, DrawnPeriod } from "#app/views/insight/insight-view.ts";
import { Dash } from "./groups-figure.tsx";

const WIDTH = 360;
const HEIGHT = 170;
const MARGIN = { top: 14, right: 8, bottom: 26, left: 34 };
type PeriodsFigureProps = { measure: InsightMeasure; periods: DrawnPeriod[]; ticks: DayTick[] };

/** The number per day; every number is in the table below. */
export function PeriodsFigure({ measure, periods, ticks }: PeriodsFigureProps) {
  const title = words.measures[measure];
  const total = periods.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const hidden = total === 0 && periods.some(({ count }) => count === null);
  return (
    <figure className="card">
      <figcaption>
        <h3>{title}</h3>
        <p className="number">{hidden ? words.dash : total}</p>
        <p className="soft small">{hidden ? words.tooFew : words.notes[measure]}</p>
      </figcaption>
      {total > 0 ? (
        <>
          <PeriodsChart title={words.chart(title, total)} periods={periods} ticks={ticks} />
          <details>
            <summary>{words.numbers}</summary>
            <Table caption={title} columns={[words.columns.period, words.columns.count]}>
              {periods.map(({ first, label, count }) => (
                <tr key={first}>
                  <Cell column={words.columns.period}>{label}</Cell>
                  <Cell column={words.columns.count}>{count ?? <Dash>{words.fewWords}</Dash>}</Cell>
                </tr>
              ))}
            </Table>
          </details>
        </>
      ) : null}
    </figure>
  );
}

/** A merged period is drawn as wide as its days and as high as their mean: its area is its number. */
function PeriodsChart({ title, periods, ticks }: Omit<PeriodsFigureProps, "measure"> & { title: string }) {
  const id = useId();
  const perDay = ({ count, days }: DrawnPeriod) => (count ?? 0) / days;
  const days = periods.reduce((sum, period) => sum + period.days, 0);
  const x = scaleLinear([0, days], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([0, Math.max(...periods.map(perDay))], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  const last = periods.at(-1);
  const steps = [
    ...periods.map((period) => ({ day: period.first, height: perDay(period) })),
    ...(last ? [{ day: days, height: perDay(last) }] : []),
  ];
  const shape = area<(typeof steps)[number]>()
    .x(({ day }) => x(day))
    .y0(y(0))
    .y1(({ height }) => y(height))
    .curve(curveStepAfter);
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={id}>
      <title id={id}>{title}</title>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line className="grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text x={MARGIN.left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {ticks.map(({ day, label }) => (
        <g key={day}>
          <line className="tick" x1={x(day)} x2={x(day)} y1={y(0)} y2={y(0) + 5} />
          <text x={x(day)} y={HEIGHT - 4} textAnchor="start">
            {label}
          </text>
        </g>
      ))}
      <path className="area" d={shape(steps) ?? ""} />
    </svg>
  );
}
