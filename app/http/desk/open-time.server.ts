import type { OpenTimeCommand } from "#app/application/timetable/open-time.ts";
import { MOST_OPENED, type Planned, type TimePlan } from "#app/application/timetable/plan-time.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import { datesOf, type PatternFields } from "#app/forms/timetable/time-form.ts";

/** What the form for several days asks for. */
export const patternPlan = (value: PatternFields): TimePlan => ({
  kind: "pattern",
  dates: datesOf(value),
  time: value.pattern_time,
  ...value.pattern_service,
  ...(value.pattern_end === undefined ? {} : { repeats: { until: value.pattern_end, everyMinutes: value.every } }),
});

export const commandOf = (value: PatternFields, operatorId: string): OpenTimeCommand => ({
  operatorId,
  ...patternPlan(value),
  skipProblems: value.skip === "yes",
  listFirst: value.pattern_list_first === "yes",
});

/** The fields that the errors belong to. */
export type PlanFields = { service: string; until: string; end: string; every: string; problems: string };
export const ONE_FIELDS = { service: "service", until: "date", end: "time", every: "time", problems: "date" };
export const PATTERN_FIELDS = {
  service: "pattern_service",
  until: "until",
  end: "pattern_end",
  every: "every",
  problems: "skip",
};

/** Why a plan comes to nothing, beside its field. */
export function unplannedErrors(
  unplanned: Exclude<Planned, { status: "planned" }>,
  { service, until, end, every }: PlanFields,
): Record<string, string[]> {
  const { errors } = timeCopy;
  switch (unplanned.status) {
    case "unknown-service":
      return { [service]: [errors.service] };
    case "pattern-too-long":
      return { [until]: [errors.untilTooFar] };
    case "no-room":
      return { [end]: [errors.noRoom(unplanned.durationMinutes)] };
    case "too-close":
      return { [every]: [errors.tooClose(unplanned.durationMinutes)] };
    case "too-many":
      return { [until]: [errors.tooMany(unplanned.slots, MOST_OPENED)] };
  }
}
