import { scaleBand, scaleLinear } from "d3-scale";
import { useId } from "react";
import { insightCopy as words } from "#app/copy/desk-insight.ts";

/** Lengths in units of the drawing. */
const WIDTH = 360;
const NAME = 22;
const BAR = 14.5;
const GAP = 8;
const NUMBERS = 46;
/** Longer names are complete in the table below. */
const NAME_LENGTH = 44;

type BarsChartProps = {
  title: string;
  /** Classes of the bars of each row, in their order. */
  series: readonly string[];
  /** `null`: no number of its own. */
  rows: { id: string; name: string; bars: (number | null)[] }[];
};

/** A name and its bars per row, rendered on the server. A table repeats what it shows. */
export function BarsChart({ title, series, rows }: BarsChartProps) {
  const titleId = useId();
  const height = NAME + BAR * series.length + GAP;
  const most = Math.max(1, ...rows.flatMap(({ bars }) => bars.map((count) => count ?? 0)));
  const x = scaleLinear([0, most], [0, WIDTH - NUMBERS]);
  const bar = scaleBand<string>(series, [NAME, height - GAP]).paddingInner(0.2);
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${rows.length * height}`} role="img" aria-labelledby={titleId}>
      <title id={titleId}>{title}</title>
      {rows.map(({ id, name, bars }, index) => (
        <g key={id} transform={`translate(0 ${index * height})`}>
          <text className="name" y={14}>
            {name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name}
          </text>
          {series.map((look, place) => {
            const count = bars[place] ?? null;
            const length = x(count ?? 0);
            return (
              <g key={look} transform={`translate(0 ${bar(look) ?? 0})`}>
                <rect className={look} width={length} height={bar.bandwidth()} rx={Math.min(3, length / 2)} />
                <text x={length + 5} y={bar.bandwidth() / 2} dy="0.35em">
                  {count ?? words.dash}
                </text>
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
