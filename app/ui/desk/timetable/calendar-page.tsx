import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskCalendarCopy as words } from "#app/copy/desk-calendar.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { Notice } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import type { CalendarView } from "#app/views/timetable/calendar-view.ts";

type CalendarPageProps = { view: CalendarView; done: keyof typeof words.done | null; lastResult: LastResult };

export function CalendarPage({ view, done, lastResult }: CalendarPageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, ["from", "until", "word"], "#main-content")} />
      <Link className="target back" to={addresses.desk.settings()}>
        {words.back}
      </Link>
      <DeskHeading title={words.title} lead={view.promise} error={lastResult?.status === "error"} />
      {view.decreeMissing ? <Notice tone="bad">{view.decreeMissing}</Notice> : null}
      {done && !lastResult ? <Answer>{words.done[done]}</Answer> : null}
      <section className="card stack">
        <h2>{words.daysOff.title}</h2>
        <p>{words.daysOff.lead}</p>
        {view.daysOff.length === 0 ? <p>{words.daysOff.none}</p> : <DaysOffTable view={view} />}
      </section>
      {view.mayChange ? (
        <div className="halves">
          <AddForm dates={view.dates} lastResult={lastResult} />
          <SaturdaysForm works={view.worksMovedSaturdays} />
        </div>
      ) : null}
    </>
  );
}

function DaysOffTable({ view: { daysOff, mayChange } }: { view: CalendarView }) {
  const { days, word, slots, actions } = words.daysOff.columns;
  return (
    <Table caption={words.daysOff.list} columns={[days, word, slots, ...(mayChange ? [actions] : [])]}>
      {daysOff.map((off) => (
        <tr key={off.id}>
          <Cell column={days}>{off.days}</Cell>
          <Cell column={word}>{off.word}</Cell>
          <Cell column={slots}>
            {off.slots}{" "}
            {off.slotsHref === null ? null : (
              <Link className="target" to={off.slotsHref}>
                {words.daysOff.toSlots}
              </Link>
            )}
          </Cell>
          {mayChange ? (
            <Cell column={actions}>
              <DeskForm method="post">
                <input type="hidden" name="intent" value="remove" />
                <input type="hidden" name="days_off" value={off.id} />
                <DeskButton quiet label={words.daysOff.removeLabel(off.days)}>
                  {words.daysOff.remove}
                </DeskButton>
              </DeskForm>
            </Cell>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}

function AddForm({ dates, lastResult }: { dates: CalendarView["dates"]; lastResult: LastResult }) {
  return (
    <DeskForm method="post" className="card stack" noValidate>
      <h2>{words.add.title}</h2>
      <input type="hidden" name="intent" value="add" />
      {(["from", "until"] as const).map((name) => (
        <div key={name}>
          <TextField
            name={name}
            {...words.add[name]}
            value={typedIn(lastResult, name)}
            error={errorOf(lastResult, name)}
            input={{ type: "date", autoComplete: "off", ...dates }}
          />
        </div>
      ))}
      <div>
        <TextField
          name="word"
          {...words.add.word}
          value={typedIn(lastResult, "word")}
          error={errorOf(lastResult, "word")}
          input={{ type: "text", autoComplete: "off" }}
        />
      </div>
      <DeskButton>{words.add.submit}</DeskButton>
    </DeskForm>
  );
}

function SaturdaysForm({ works }: { works: boolean }) {
  return (
    <DeskForm method="post" className="card stack">
      <h2>{words.saturdays.title}</h2>
      <p>{words.saturdays.lead}</p>
      <input type="hidden" name="intent" value="saturdays" />
      <label className="choice">
        <input type="checkbox" name="works" value="yes" defaultChecked={works} /> <span>{words.saturdays.label}</span>
      </label>{" "}
      <DeskButton quiet>{words.saturdays.submit}</DeskButton>
    </DeskForm>
  );
}
