import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { callersCopy } from "#app/copy/consent.ts";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { Notice } from "#app/ui/desk/notice.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { orderedErrors } from "#app/ui/form-result.ts";
import type { PlanView } from "#app/views/timetable/plan-view.ts";
import type { TimeChangeView } from "#app/views/timetable/time-change-view.ts";
import type { TimeView } from "#app/views/timetable/time-view.ts";
import { PatternForm } from "./pattern-form.tsx";
import { PlanPreview } from "./plan-preview.tsx";
import { RangeForm } from "./range-form.tsx";
import { TimeChange } from "./time-change.tsx";
import { OneWindowForm, TIME_FIELDS } from "./time-forms.tsx";
import { TimeSlot } from "./time-slot.tsx";
import { WaitingTable } from "./waiting-table.tsx";

type TimePageProps = {
  view: TimeView;
  /** `null` also after a refused form, which changed nothing. */
  done: keyof typeof words.done | null;
  /** What was done just now, with its undoing. */
  change: TimeChangeView | null;
  /** The number of slots just added. */
  added: number | null;
  unknown: boolean;
  misplaced: boolean;
  lastResult: LastResult;
  /** Why a slot was not changed, and who had changed it. */
  refusal: string[] | null;
  /** What the form for several days would open. */
  plan: PlanView | null;
};

export function TimePage({ view, done, change, added, unknown, misplaced, lastResult, refusal, plan }: TimePageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, TIME_FIELDS, "#date")} />
      <DeskHeading
        title={words.title}
        lead={words.zone(view.zone)}
        error={refusal !== null || lastResult?.status === "error"}
      >
        <span className="row">
          {view.mayAdd ? (
            <Link className="button inline quiet" to={addresses.desk.callers()}>
              {callersCopy.title}
            </Link>
          ) : null}{" "}
          {view.mayChange ? (
            <a className="button inline" href="#add">
              {words.toForms}
            </a>
          ) : null}
        </span>
      </DeskHeading>
      {unknown ? <Notice tone="bad">{words.errors[view.span]}</Notice> : null}
      {misplaced ? <Notice tone="bad">{words.errors.misplaced}</Notice> : null}
      {view.serviceUnknown ? <Notice tone="bad">{words.errors.unknownService}</Notice> : null}
      {refusal ? (
        <Answer tone="bad">
          {refusal.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Answer>
      ) : null}
      {done ? (
        <Answer tone={change?.undone === "nothing" ? "bad" : "good"}>
          <p>{doneWords(done, added, change)}</p>
          {change ? <TimeChange {...change} /> : null}
        </Answer>
      ) : null}
      {plan ? <PlanPreview {...plan} /> : null}
      {view.service ? <OnlyService {...view.service} hasFree={view.hasFree} /> : null}
      <Timetable view={view} />
      {view.hasFree ? <WaitingTable {...view.waiting} /> : null}
      {view.mayChange ? (
        <div className="halves" id="add">
          <div className="column">
            <OneWindowForm view={view} lastResult={lastResult} />
            <RangeForm view={view} lastResult={lastResult} />
          </div>
          <PatternForm view={view} lastResult={lastResult} />
        </div>
      ) : null}
    </>
  );
}

function doneWords(done: keyof typeof words.done, added: number | null, change: TimeChangeView | null): string {
  if (change?.undone) return words.undo.outcomes[change.undone];
  return added === null ? words.done[done] : `${words.done[done]} ${words.added(added)}`;
}

function OnlyService({ title, allHref, hasFree }: { title: string; allHref: string; hasFree: boolean }) {
  return (
    <p>
      <span>{hasFree ? words.onlyService(title) : `${words.onlyService(title)} ${words.noFree}`}</span>{" "}
      <Link className="target" to={allHref}>
        {words.allServices}
      </Link>
    </p>
  );
}

function Timetable({ view }: { view: TimeView }) {
  return (
    <section>
      <div className="heading">
        <h2>{view.title}</h2>
        <nav className="pager" aria-label={words.pages[view.span]}>
          <Link to={view.previous} preventScrollReset>
            {words.previous}
          </Link>{" "}
          {view.current === null ? null : (
            <Link to={view.current} preventScrollReset>
              {words.current[view.span]}
            </Link>
          )}{" "}
          {view.week === null ? null : (
            <Link to={view.week} preventScrollReset>
              {words.toWeek}
            </Link>
          )}{" "}
          <Link to={view.next} preventScrollReset>
            {words.next}
          </Link>
        </nav>
      </div>
      <ul className={view.span === "week" ? "week" : "week one"}>
        {view.days.map(({ date, label, href, today, slots }) => (
          <li key={date} className={today ? "today" : undefined}>
            <h3>
              {href === null ? (
                <span>{label}</span>
              ) : (
                <Link className="target" to={href} aria-label={words.toDay(label)}>
                  {label}
                </Link>
              )}{" "}
              {today ? <span className="below">{words.today}</span> : null}
            </h3>
            {slots.length === 0 ? <p className="soft">{words.free}</p> : null}
            {slots.map((slot) => (
              <TimeSlot key={slot.id} slot={slot} day={label} mayChange={view.mayChange} mayAdd={view.mayAdd} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
