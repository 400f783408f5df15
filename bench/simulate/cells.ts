import { type Chances, List, type Outcome, type Policy } from "./list.ts";
import { checkClock, type Distance, type FreedHour, freedHour } from "./model.ts";

const SIZES = [10, 30, 100] as const;
const ACCEPTANCES = [0.08, 0.15, 0.3] as const;
const DISTANCES = [
  { name: "1–3 d", from: 1, to: 3 },
  { name: "3–7 d", from: 3, to: 7 },
  { name: "7–14 d", from: 7, to: 14 },
] as const;

export type Cell = { people: number; acceptance: number; distance: Distance & { name: string } };
export const CELLS: Cell[] = DISTANCES.flatMap((distance) =>
  ACCEPTANCES.flatMap((acceptance) => SIZES.map((people) => ({ people, acceptance, distance }))),
);

/** The result of a rule over all hours. Shares are of 1; messages and calls are per hour. */
export type Figures = {
  filled: number;
  minutes: number | null;
  messages: number;
  calls: number;
  atNight: number;
  unfair: number;
};

function figuresOf(outcomes: readonly Outcome[]): Figures {
  const filled = outcomes.filter(({ filledAt }) => filledAt !== null);
  const minutes = filled
    .map(({ filledAt, hour }) => ((filledAt ?? 0) - hour.freedAt) / 60_000)
    .toSorted((a, b) => a - b);
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, each) => total + of(each), 0);
  return {
    filled: filled.length / outcomes.length,
    minutes: minutes[Math.floor(minutes.length / 2)] ?? null,
    messages: sum(({ messages }) => messages) / outcomes.length,
    calls: sum(({ calls }) => calls) / outcomes.length,
    atNight: sum(({ atNight }) => atNight),
    unfair: sum(({ unfair }) => Number(unfair)),
  };
}

/** Each hour by itself: it suits this many people, who get no other offer meanwhile. All rules meet the same people. */
export function figuresOfCell(policy: Policy, cell: Cell, count: number, seed: number): Figures {
  const chances: Chances = { acceptance: cell.acceptance, seed };
  return figuresOf(
    Array.from({ length: count }, (_, index) => freedHour(index, cell.distance, seed)).flatMap((hour) => {
      checkClock(hour.freedAt);
      return policy.run([hour], new List(cell.people, hour.freedAt), chances);
    }),
  );
}

/** One list over a year: all hours are offered to the same people, and each person who takes one is replaced by a new one. */
export function figuresOfYear(policy: Policy, hours: readonly FreedHour[], people: number, chances: Chances): Figures {
  const [first] = hours;
  return figuresOf(policy.run(hours, new List(people, first?.freedAt ?? 0), chances));
}
