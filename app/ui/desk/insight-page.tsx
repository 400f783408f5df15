import { Form } from "react-router";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import type { DateRange, InsightMeasure, RangeProblem } from "#app/domain/insight.ts";
import { DemandFigure, type DemandRow } from "./demand-figure.tsx";
import { GroupsFigure } from "./groups-figure.tsx";
import { DeskHeading } from "./heading.tsx";
import { Notice } from "./notice.tsx";
import { type DrawnPeriod, PeriodsFigure } from "./periods-figure.tsx";

/** `null` in a cell: it has no number of its own. */
export type GroupRow = { id: string; name: string; counts: Record<InsightMeasure, number | null> };
export type InsightView = {
  range: DateRange;
  days: string;
  /** Periods are `null` where there are too few people to show any. */
  measures: { measure: InsightMeasure; periods: DrawnPeriod[] | null }[];
  services: GroupRow[];
  sources: GroupRow[];
  demand: DemandRow[];
  answer: string | null;
};

export function InsightPage({ view, problem }: { view: InsightView; problem: RangeProblem | null }) {
  return (
    <>
      <DeskHeading title={words.title} lead={words.lead} error={problem !== null} />
      {problem ? <Notice tone="bad">{words.problems[problem]}</Notice> : null}
      <RangeForm range={view.range} />
      <section>
        <h2>{words.byDay}</h2>
        <p className="soft">{`${view.days}. ${words.byDayNote}`}</p>
        <div className="figures">
          {view.measures.map(({ measure, periods }) => (
            <PeriodsFigure key={measure} measure={measure} periods={periods} />
          ))}
        </div>
      </section>
      <div className="figures two">
        <section>
          <h2>{words.byService}</h2>
          <p className="soft">{words.foldedNote}</p>
          <GroupsFigure title={words.byService} column={words.columns.group.services} rows={view.services} />
        </section>
        <section>
          <h2>{words.bySource}</h2>
          <p className="soft">{words.sourceNote}</p>
          <GroupsFigure title={words.bySource} column={words.columns.group.sources} rows={view.sources} />
        </section>
      </div>
      <section>
        <h2>{words.demand.title}</h2>
        <p className="soft">{words.demand.lead}</p>
        <DemandFigure rows={view.demand} />
      </section>
      <section>
        <h2>{words.answer.title}</h2>
        <p>{view.answer ?? words.answer.none}</p>
      </section>
    </>
  );
}

function RangeForm({ range: { from, to } }: { range: DateRange }) {
  return (
    <div className="row range">
      {/* Another key for another time: the fields show the days that are shown. */}
      <Form method="get" className="row" key={from + to}>
        <DateField name="from" label={words.range.from} value={from} />
        <DateField name="to" label={words.range.to} value={to} />
        <button type="submit" className="button inline">
          {words.range.show}
        </button>
      </Form>
      <Form method="post" action={`/desk/insight/export/?from=${from}&to=${to}`} reloadDocument>
        <button type="submit" className="button quiet inline">
          {words.range.file}
        </button>
      </Form>
    </div>
  );
}

function DateField({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div>
      <label className="label" htmlFor={name}>
        {label}
      </label>
      <input className="text" type="date" id={name} name={name} defaultValue={value} />
    </div>
  );
}
