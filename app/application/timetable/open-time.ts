import { gainTime } from "#app/application/offers/filling/gain-time.ts";
import { offerFirst } from "#app/application/offers/filling/offer-first.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { type KeptService, type Slot, servicesOfSlot } from "#app/domain/timetable/availability.ts";
import { type LocalDate, localDateOf } from "#app/domain/timetable/local-time.ts";
import type { SlotProblem } from "#app/domain/timetable/slot-plan.ts";
import { type Planned, planTime, type TimePlan } from "./plan-time.ts";

export type OpenTimeCommand = TimePlan & {
  operatorId: string;
  /** Opens the possible slots even if others are refused. */
  skipProblems: boolean;
  /** The list is offered the slots before strangers see them, whatever the settings say. */
  listFirst: boolean;
};

/** `refused` and what no plan comes to: nothing was opened. */
export type OpenTimeOutcome =
  | { status: "opened"; opened: number; already: number; first: LocalDate; last: LocalDate; changeId: string }
  /** All of them are open already. `by`: who opened the first, if known. */
  | { status: "already"; first: LocalDate; last: LocalDate; timeZone: string; by: OperatorAct | null }
  | Exclude<Planned, { status: "planned" }>
  /** These hours are refused. `by`: who opened the slot in the way of a single one, if known. */
  | { status: "refused"; problems: SlotProblem[]; services: KeptService[]; timeZone: string; by: OperatorAct | null };

const FREE = { status: "available", blockedFor: null } as const;

type Parts = { database: Database; timetable: TimetableMemory; ids: Ids; clock: Clock };

/** The operator opens slots: all of them or, unless asked otherwise, none. */
export class OpenTimeUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: OpenTimeCommand): Promise<OpenTimeOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction((repositories) => this.#open(repositories, command));
    } finally {
      timetable.invalidate();
    }
  }

  async #open(repositories: Repositories, command: OpenTimeCommand): Promise<OpenTimeOutcome> {
    const { ids, clock } = this.#parts;
    const { slots, deskAudit, desk, changes } = repositories;
    const now = clock();
    const practice = await repositories.practice.hold();
    const { timeZone } = practice;
    const planned = await planTime(repositories, command, practice, now);
    if (planned.status !== "planned") return planned;
    const { fresh, already, problems, standing, services } = planned;
    const there = [...fresh, ...already].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    const [first, last = first] = [there[0], there.at(-1)];
    if (!first || !last || (problems.length > 0 && !command.skipProblems)) {
      const inTheWay = command.kind === "one" ? standing.find((slot) => problems.some(isAbout(slot))) : undefined;
      const by = inTheWay ? await desk.lastActOn(inTheWay.id) : null;
      return { status: "refused", problems, services, timeZone, by };
    }

    const days = { first: localDateOf(first.startsAt, timeZone), last: localDateOf(last.startsAt, timeZone) };
    if (fresh.length === 0) {
      const same = standing.find(({ startsAt }) => startsAt.getTime() === first.startsAt.getTime());
      return { status: "already", ...days, timeZone, by: same ? await desk.lastActOn(same.id) : null };
    }

    const opened = fresh.map((slot) => ({ ...slot, id: ids.uuid(), ...FREE }));
    await slots.add(opened);
    const [only, ...others] = servicesOfSlot(planned.plan);
    const format = others.length > 0 ? null : (services.find(({ id }) => id === only)?.format ?? null);
    const gained = opened.map((slot) => ({ ...slot, format }));
    if (command.listFirst)
      await offerFirst(repositories, this.#parts, { slots: gained, operatorId: command.operatorId });
    else await gainTime(repositories, this.#parts, gained);
    const changeId = ids.uuid();
    const steps = opened.map((after) => ({ before: null, after }));
    const undone = { left: [], undoneAt: null };
    const { operatorId } = command;
    await changes.add({ id: changeId, operatorId, kind: "opened", at: now, range: null, steps, ...undone });
    const [one] = opened;
    if (one) {
      await deskAudit.record({
        operatorId,
        action: command.kind === "one" ? "slot_added" : "slot_pattern_added",
        subject: { kind: "slot", id: one.id },
        at: now,
        details: { starts_at: one.startsAt.toISOString(), slots: String(opened.length) },
      });
    }
    return { status: "opened", opened: opened.length, already: already.length, ...days, changeId };
  }
}

const isAbout = (slot: Slot) => (problem: SlotProblem) =>
  problem.reason === "overlaps" && problem.standing.startsAt.getTime() === slot.startsAt.getTime();
