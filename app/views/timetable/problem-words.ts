import type { OpenTimeOutcome } from "#app/application/timetable/open-time.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import type { KeptService } from "#app/domain/timetable/availability.ts";
import type { SlotProblem } from "#app/domain/timetable/slot-plan.ts";
import { timeLabel } from "../dates.ts";
import { wordsOfAct } from "../people/act-words.ts";
import { localDateLabel } from "./local-labels.ts";
import { servicesLabel } from "./slot-services.ts";

const PROBLEMS_NAMED = 5;

type Practice = { services: readonly Pick<KeptService, "id" | "title">[]; timeZone: string };

/** «8 декабря, 18:00: там уже стоит другое время …». */
export function namedProblems(problems: readonly SlotProblem[], { services, timeZone }: Practice): string[] {
  const titles = new Map(services.map(({ id, title }) => [id, title]));
  const reasonOf = (problem: SlotProblem) => {
    if (problem.reason !== "overlaps") return timeCopy.problems[problem.reason];
    const { startsAt, endsAt } = problem.standing;
    const time = `${timeLabel(startsAt, timeZone)}–${timeLabel(endsAt, timeZone)}`;
    return timeCopy.overlaps(time, servicesLabel(problem.standing, titles, timeCopy.anyService));
  };
  return problems.map((problem) => timeCopy.problemOf(localDateLabel(problem.date), problem.time, reasonOf(problem)));
}

type Refused = Extract<OpenTimeOutcome, { status: "refused" }>;

/** Why nothing was opened, hour by hour: the existing slot and who opened it. */
export function problemWords({ problems, by, ...practice }: Refused, operator: Operator): string {
  const named = namedProblems(problems.slice(0, PROBLEMS_NAMED), practice);
  const refused = timeCopy.refused(named, problems.length - named.length);
  return by ? `${refused}. ${wordsOfAct(by, practice.timeZone, operator)}` : refused;
}
