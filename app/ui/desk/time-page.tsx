import { Link } from "react-router";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import type { SlotStatus } from "#app/domain/availability.ts";
import type { LocalDate } from "#app/domain/local-time.ts";
import { ErrorSummary } from "../error-summary.tsx";
import { type LastResult, orderedErrors } from "../form-result.ts";
import { DeskHeading } from "./heading.tsx";
import { Notice } from "./notice.tsx";
import { OneWindowForm, PatternForm, TIME_FIELDS } from "./time-forms.tsx";
import { TimeSlot } from "./time-slot.tsx";
import { type WaitingRow, WaitingTable } from "./waiting-table.tsx";

export type SlotView = { id: string; time: string; service: string; status: SlotStatus; past: boolean };
export type TimeView = {
  mayChange: boolean;
  zone: string;
  week: string;
  previous: LocalDate;
  /** `null`: it is shown. */
  current: LocalDate | null;
  next: LocalDate;
  /** Monday, or today when that is over. */
  firstDay: LocalDate;
  dates: { min: LocalDate; max: LocalDate };
  days: { date: LocalDate; label: string; today: boolean; slots: SlotView[] }[];
  services: { id: string; title: string }[];
  hasFree: boolean;
  waiting: { requests: WaitingRow[]; more: boolean };
};
type TimePageProps = {
  view: TimeView;
  /** `null` also when a form was refused: nothing was done then. */
  done: keyof typeof words.done | null;
  weekUnknown: boolean;
  lastResult: LastResult;
  /** Why a window was not changed, and who had changed it. */
  refusal: string[] | null;
};

export function TimePage({ view, done, weekUnknown, lastResult, refusal }: TimePageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, TIME_FIELDS, "#date")} />
      <DeskHeading
        title={words.title}
        lead={words.zone(view.zone)}
        error={refusal !== null || lastResult?.status === "error"}
      />
      {weekUnknown ? <Notice tone="bad">{words.errors.week}</Notice> : null}
      {refusal ? (
        <Notice tone="bad">
          {refusal.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      ) : null}
      {done ? <Notice>{words.done[done]}</Notice> : null}
      <Week view={view} />
      {view.hasFree ? <WaitingTable {...view.waiting} /> : null}
      {view.mayChange ? (
        <div className="halves">
          <OneWindowForm view={view} lastResult={lastResult} />
          <PatternForm view={view} lastResult={lastResult} />
        </div>
      ) : null}
    </>
  );
}

function Week({ view }: { view: TimeView }) {
  const at = (week: LocalDate) => `/desk/time/?week=${week}`;
  return (
    <section>
      <div className="heading">
        <h2>{view.week}</h2>
        <nav className="pager" aria-label={words.weeks}>
          <Link to={at(view.previous)}>{words.previous}</Link>
          {view.current === null ? null : <Link to={at(view.current)}>{words.current}</Link>}
          <Link to={at(view.next)}>{words.next}</Link>
        </nav>
      </div>
      <ul className="week">
        {view.days.map(({ date, label, today, slots }) => (
          <li key={date} className={today ? "today" : undefined}>
            <h3>
              {label}
              {today ? <span className="soft"> · {words.today}</span> : null}
            </h3>
            {slots.length === 0 ? <p className="soft">{words.free}</p> : null}
            {slots.map((slot) => (
              <TimeSlot key={slot.id} slot={slot} day={label} mayChange={view.mayChange} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
