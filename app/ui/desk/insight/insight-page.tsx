import { addresses } from "#app/addresses.ts";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import type { DateRange, RangeProblem } from "#app/domain/insight/insight.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { FileForm } from "#app/ui/desk/file-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import type { InsightView } from "#app/views/insight/insight-view.ts";
import { AnswersFigure } from "./answers-figure.tsx";
import { DemandFigure } from "./demand-figure.tsx";
import { EVENT_SERIES, GroupsFigure, MESSENGER_SERIES } from "./groups-figure.tsx";
import { OffersFigure } from "./offers-figure.tsx";
import { PeriodsFigure } from "./periods-figure.tsx";

type InsightPageProps = { view: InsightView; problem: RangeProblem | null; droppedMarks: number };

export function InsightPage({ view, problem, droppedMarks }: InsightPageProps) {
  return (
    <>
      <DeskHeading title={words.title} lead={words.lead} error={problem !== null} />
      {problem ? <Answer tone="bad">{words.problems[problem]}</Answer> : null}
      <RangeForm range={view.range} />
      <section>
        <h2>{words.byDay}</h2>
        <p className="soft">{`${view.days}. ${words.weeksNote} ${words.byDayNote}`}</p>
        <div className="figures">
          {view.measures.map(({ measure, periods }) => (
            <PeriodsFigure key={measure} measure={measure} periods={periods} ticks={view.ticks} />
          ))}
        </div>
      </section>
      <div className="figures two">
        <section>
          <h2>{words.byService}</h2>
          <p className="soft">{words.foldedNote}</p>
          <GroupsFigure
            title={words.byService}
            column={words.columns.group.services}
            series={EVENT_SERIES}
            rows={view.services}
          />
        </section>
        <section>
          <h2>{words.bySource}</h2>
          <p className="soft">{`${words.sourceNote} ${words.droppedMarks(droppedMarks)}`.trim()}</p>
          <GroupsFigure
            title={words.bySource}
            column={words.columns.group.sources}
            series={EVENT_SERIES}
            rows={view.sources}
          />
        </section>
      </div>
      <section>
        <h2>{words.messengers.title}</h2>
        <p className="soft">{`${words.messengers.lead} ${words.foldedNote}`}</p>
        <GroupsFigure
          title={words.messengers.title}
          column={words.messengers.column}
          series={MESSENGER_SERIES}
          rows={view.messengers}
        />
      </section>
      <section>
        <h2>{words.demand.title}</h2>
        <p className="soft">{words.demand.lead}</p>
        <DemandFigure rows={view.demand} />
      </section>
      <section>
        <h2>{words.answer.title}</h2>
        <p className="soft">{view.answers.lead}</p>
        <AnswersFigure {...view.answers} />
      </section>
      <section>
        <h2>{words.offers.title}</h2>
        <p className="soft">{words.offers.lead}</p>
        <OffersFigure {...view.offers} />
      </section>
    </>
  );
}

function RangeForm({ range: { from, to } }: { range: DateRange }) {
  return (
    <div className="row range">
      <DeskForm method="get" className="row" preventScrollReset>
        {/* Other fields for another time: they show the days that are shown, and the button keeps the focus. */}
        <DateField key={`from ${from}`} name="from" label={words.range.from} value={from} />
        <DateField key={`to ${to}`} name="to" label={words.range.to} value={to} />
        <DeskButton>{words.range.show}</DeskButton>
      </DeskForm>
      <FileForm action={addresses.desk.insightFile({ from, to })} button={words.range.file} />
    </div>
  );
}

function DateField({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div>
      <label className="label" htmlFor={name}>
        {label}
      </label>{" "}
      <input className="text" type="date" id={name} name={name} defaultValue={value} />
    </div>
  );
}
