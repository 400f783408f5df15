import { type Chances, type List, newOutcome, type Outcome, type Policy } from "./list.ts";
import { answeredAt, answerOf, clockHour, DAY, HOUR, isNight, midnightOf, NOTICE, weekday } from "./model.ts";
import { Timeline } from "./timeline.ts";

/** The rules of pretix, Hi.Events and alf.io: one person at a time, held for them until `holdEnd`; no late yes, no quiet hours. */
function oneByOne(name: string, holdEnd: (sentAt: number) => number, declines = false): Policy {
  return {
    name,
    run(hours, list, chances) {
      const time = new Timeline();
      const busy = new Set<number>();
      const outcomes = hours.map((hour) => {
        const outcome = newOutcome(hour);
        time.plan(hour.freedAt, () => serve(outcome, new Set()));
        return outcome;
      });

      function serve(outcome: Outcome, asked: Set<number>): void {
        const { hour } = outcome;
        if (time.now >= hour.startsAt - NOTICE) return;
        const left = list.people.filter(({ id }) => !asked.has(id));
        const person = left.find(({ id }) => !busy.has(id));
        if (!person) {
          if (left.length > 0) time.plan(time.now + HOUR, () => serve(outcome, asked));
          return;
        }
        asked.add(person.id);
        busy.add(person.id);
        count(outcome, time.now);
        const end = Math.min(holdEnd(time.now), hour.startsAt - NOTICE);
        const answer = answerOf(person.id, hour.index, chances.acceptance, chances.seed);
        const heard = answer.says === "yes" || (answer.says === "no" && declines);
        const at = !heard ? Number.POSITIVE_INFINITY : answeredAt(time.now, answer);
        time.plan(Math.min(at, end), () => {
          busy.delete(person.id);
          if (at > end || answer.says !== "yes") return serve(outcome, asked);
          outcome.filledAt = time.now;
          outcome.unfair = list.people.some(({ id, joinedAt }) => joinedAt < person.joinedAt && !asked.has(id));
          list.leaves(person.id, time.now);
        });
      }

      time.run();
      return outcomes;
    },
  };
}

const count = (outcome: Outcome, at: number) => {
  outcome.messages += 1;
  if (isNight(at)) outcome.atNight += 1;
};

/** alf.io moves the end of its four hours into Monday to Friday, 8 to 20. */
function weekdayEnd(sentAt: number): number {
  let end = sentAt + 4 * HOUR;
  if (clockHour(end) < 8) end = midnightOf(end) + 8 * HOUR;
  if (clockHour(end) >= 20) end = midnightOf(end) + DAY + 8 * HOUR;
  while (weekday(end) > 5) end = midnightOf(end) + DAY + 8 * HOUR;
  return end;
}

/** Acuity, SimplyBook, restaurants: everyone gets a message, and the first yes wins. */
const everyone: Policy = {
  name: "everyone at once",
  run(hours, list, chances) {
    const time = new Timeline();
    const outcomes = hours.map((hour) => {
      const outcome = newOutcome(hour);
      time.plan(hour.freedAt, () => write(outcome, list, chances, time));
      return outcome;
    });
    time.run();
    return outcomes;
  },
};

function write(outcome: Outcome, list: List, { acceptance, seed }: Chances, time: Timeline): void {
  const { hour } = outcome;
  for (const { id } of list.people) {
    count(outcome, time.now);
    const answer = answerOf(id, hour.index, acceptance, seed);
    if (answer.says !== "yes") continue;
    const at = answeredAt(time.now, answer);
    if (at >= hour.startsAt - NOTICE) continue;
    time.plan(at, () => {
      if (outcome.filledAt !== null || !list.has(id)) return;
      outcome.filledAt = time.now;
      list.leaves(id, time.now);
    });
  }
}

export const PEERS = [
  oneByOne("one by one, 48 h", (sentAt) => sentAt + 48 * HOUR, true),
  oneByOne("one by one, 12 h", (sentAt) => sentAt + 12 * HOUR),
  oneByOne("one by one, 4 h on weekdays", weekdayEnd),
  everyone,
];
