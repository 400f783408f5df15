import type { TimePreview } from "#app/application/timetable/preview-time.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import { type LocalDate, localDateOf } from "#app/domain/timetable/local-time.ts";
import { timeLabel } from "../dates.ts";
import { localDateLabel, localDayLabel } from "./local-labels.ts";
import { namedProblems } from "./problem-words.ts";
import { servicesLabel } from "./slot-services.ts";

const DAYS_NAMED = 70;
const SKIPPED_NAMED = 40;
const words = timeCopy.preview;

/** What would be opened and what would not, for display. `fields`: of the form that opens it. */
export type PlanView = {
  lines: string[];
  days: { date: LocalDate; label: string }[];
  skipped: string[];
  fields: [name: string, value: string][];
  /** `null`: nothing can be opened. */
  submit: string | null;
};

type Planned = Extract<TimePreview, { status: "planned" }>;

export function planView(planned: Planned, payload: Readonly<Record<string, unknown>>): PlanView {
  const { fresh, already, problems, beyond, plan, practice, services } = planned;
  const { timeZone } = practice;
  const titles = new Map(services.map(({ id, title }) => [id, title]));
  const days = plan.dates.flatMap((date) => {
    const starts = fresh.filter(({ startsAt }) => localDateOf(startsAt, timeZone) === date);
    const times = starts.map(({ startsAt }) => timeLabel(startsAt, timeZone));
    return times.length > 0 ? [{ date, label: words.day(localDayLabel(date), times.join(", ")) }] : [];
  });
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  const skipped = namedProblems(problems.slice(0, SKIPPED_NAMED), { services, timeZone });
  return {
    lines: [
      first && last ? words.opens(fresh.length, localDateLabel(first), localDateLabel(last)) : words.nothing,
      words.each(plan.durationMinutes, servicesLabel(plan, titles, timeCopy.anyService)),
      ...(already.length > 0 ? [words.already(already.length)] : []),
      ...(beyond > 0 ? [words.beyond(beyond)] : []),
      ...(problems.length > 0 ? [words.skipped(problems.length)] : []),
    ],
    days: [
      ...days.slice(0, DAYS_NAMED),
      ...(days.length > DAYS_NAMED ? [{ date: "", label: timeCopy.moreDays(days.length - DAYS_NAMED) }] : []),
    ],
    skipped: [
      ...skipped,
      ...(problems.length > skipped.length ? [words.moreSkipped(problems.length - skipped.length)] : []),
    ],
    fields: fieldsOf(payload),
    submit: fresh.length > 0 ? words.submit(fresh.length) : null,
  };
}

/** What was typed, to be sent again; the skipped ones are agreed to. */
function fieldsOf(payload: Readonly<Record<string, unknown>>): PlanView["fields"] {
  const typed = Object.entries(payload).flatMap(([name, value]) =>
    [value].flat().flatMap((each): PlanView["fields"] => (typeof each === "string" && each ? [[name, each]] : [])),
  );
  const given = typed.filter(([name]) => name !== "intent" && name !== "skip");
  return [...given, ["intent", "pattern"], ["skip", "yes"]];
}
