import { type InLine, lineUp } from "./candidates.ts";
import { afterEnds, type EndedHold, endedHolds } from "./ended-holds.ts";
import { isHold } from "./free-time.ts";
import { canStillHold, holdUntil, quietOf, stretchLooksAt } from "./hold.ts";
import { isQuiet, loudFrom } from "./quiet-hours.ts";
import { MINUTE_MS, rowAt } from "./settings.ts";
import type { Booking, Candidate, Filling, LadderRow, Offer, OfferChannel, OfferedSlot, Rules, Skip } from "./types.ts";

/** A filling with everything its next step depends on, read in one transaction that locks the filling's row. */
export type FillingView = {
  filling: Filling;
  slot: OfferedSlot;
  /** Offers of this slot, including ended ones and those of earlier fillings. */
  offers: readonly Offer[];
  bookings: readonly Booking[];
  /** The front of the line, people who were put first included. People with an offer of this slot may be left out. */
  candidates: readonly Candidate[];
  /** Nobody stands in line behind `candidates`. */
  complete: boolean;
};

export type Invitation = { requestId: string; channel: OfferChannel; holdsUntil: Date };

export type NextStep =
  /** Nothing to do before `until` unless somebody acts. `answers`: a hold runs. `practice`: a visitor asked for the hour. `busy_people`: all who are left have another offer. */
  | {
      kind: "wait";
      until: Date;
      for: "decision" | "undo_delay" | "quiet_hours" | "answers" | "practice" | "busy_people";
    }
  /** The filling becomes `offering`, or `calling` where the row says so. Exactly one message or call task for each. */
  | { kind: "offer"; round: number; by: LadderRow["by"]; to: Invitation[] }
  /** A late yes takes the slot. */
  | { kind: "give"; offerId: string; requestId: string }
  /** Too few of the line were read: call again with more of them. */
  | { kind: "read_on" }
  /** The filling is `exhausted`, and strangers see the slot. */
  | { kind: "public"; because: "nobody_left" | "too_late" | "not_decided" }
  | { kind: "taken"; bookingId: string }
  | { kind: "stopped"; because: "slot_gone" | "started" }
  /** The filling ended before. */
  | { kind: "over" };

/** `ended` and `skips` are written with the step, in one transaction. */
export type Decision = { ended: EndedHold[]; skips: Skip[]; step: NextStep };

/** The next step of a filling. Asking twice at one instant answers the same until the first answer is written. */
export function nextStep(view: FillingView, rules: Rules, now: Date): Decision {
  const ended = endedHolds(view.offers, view.slot, rules, now);
  const offers = afterEnds(view.offers, ended, now);
  const omitted = ended.flatMap(({ as, requestId }): Skip[] =>
    as === "not_called" ? [{ requestId, reason: "not_called" }] : [],
  );
  const { skips, step } = stepOf({ ...view, offers }, rules, now);
  return { ended, skips: [...omitted, ...skips], step };
}

type Step = Pick<Decision, "skips" | "step">;
const only = (step: NextStep): Step => ({ skips: [], step });

function stepOf(view: FillingView, rules: Rules, now: Date): Step {
  const early = settled(view, now) ?? waiting(view, now) ?? kept(view, rules, now);
  return early ? only(early) : invite(view, rules, now);
}

/** The filling is at its end. */
function settled({ filling, slot, bookings }: FillingView, now: Date): NextStep | null {
  if (["exhausted", "taken", "stopped"].includes(filling.state)) return { kind: "over" };
  const booked = bookings.find(({ state }) => state === "booked");
  if (booked) return { kind: "taken", bookingId: booked.id };
  if (slot.status !== "available") return { kind: "stopped", because: "slot_gone" };
  return slot.startsAt <= now ? { kind: "stopped", because: "started" } : null;
}

/** Somebody else must decide first: a person, or the practice. */
function waiting({ filling, offers, bookings }: FillingView, now: Date): NextStep | null {
  const asked = bookings.filter(isHold).flatMap(({ askedUntil }) => askedUntil ?? []);
  const practice = earliest(asked.filter((until) => until > now));
  if (practice) return { kind: "wait", until: practice, for: "practice" };
  const answers = earliest(offers.filter(({ status }) => status === "open").map(({ holdsUntil }) => holdsUntil));
  if (answers) return { kind: "wait", until: answers, for: "answers" };
  if (isUndecided(filling)) {
    if (filling.keepsUntil <= now) return { kind: "public", because: "not_decided" };
    return { kind: "wait", until: filling.keepsUntil, for: "decision" };
  }
  return filling.startsAt > now ? { kind: "wait", until: filling.startsAt, for: "undo_delay" } : null;
}

/** The operator was asked «Предложить листу / Показать всем» and has not answered. */
export const isUndecided = ({ mode, startedBy, state }: Filling): boolean =>
  mode === "manual" && startedBy === null && state === "scheduled";

function kept({ slot, offers }: FillingView, rules: Rules, now: Date): NextStep | null {
  const late = offers
    .flatMap(({ id, requestId, status, lateYesAt }) =>
      status === "expired" && lateYesAt ? [{ id, requestId, lateYesAt }] : [],
    )
    .toSorted((a, b) => a.lateYesAt.getTime() - b.lateYesAt.getTime());
  const morning = loudFrom(now, quietOf(rules));
  const [first] = late;
  if (first && !isQuiet(now, quietOf(rules))) return { kind: "give", offerId: first.id, requestId: first.requestId };
  if (!first && !canStillHold(slot.startsAt, morning, rules)) return { kind: "public", because: "too_late" };
  return morning > now ? { kind: "wait", until: morning, for: "quiet_hours" } : null;
}

function invite(view: FillingView, rules: Rules, now: Date): Step {
  const { filling, slot, offers, complete } = view;
  const row = rowAt(rules.settings, slot.startsAt, now);
  if (!row) return only({ kind: "public", because: "too_late" });
  const line = lineUp(view.candidates, view, rules);
  const eligible = line.filter(({ standing }) => standing.kind === "eligible");
  if (!complete && eligible.length < Math.max(row.atOnce, stretchLooksAt(slot.startsAt, row, now, rules) + 1)) {
    return only({ kind: "read_on" });
  }
  const left = [...eligible, ...line.filter(isCapped)];
  const chosen = (eligible.length > 0 ? eligible : left).slice(0, row.atOnce);
  const last = chosen.at(-1);
  if (!last) return { skips: skipsOf(line, view), step: nobody(line, slot, rules, now) };
  const to = chosen.map(({ candidate }): Invitation => {
    const channel = row.by === "call" ? "call" : (candidate.channel ?? "call");
    const holding = { startsAt: slot.startsAt, row, channel, waiting: left.length };
    return { requestId: candidate.request.id, channel, holdsUntil: holdUntil(holding, now, rules) };
  });
  const round =
    1 + Math.max(0, ...offers.filter(({ fillingId }) => fillingId === filling.id).map((offer) => offer.round));
  const ahead = line.slice(0, line.indexOf(last)).filter((each) => !chosen.includes(each));
  return { skips: skipsOf(ahead, view), step: { kind: "offer", round, by: row.by, to } };
}

const isCapped = ({ standing }: InLine) => standing.kind === "skipped" && standing.reason === "weekly_cap";

/** A person whom this filling served was not passed over. */
function skipsOf(line: InLine[], { filling, offers }: FillingView): Skip[] {
  const served = new Set(offers.filter(({ fillingId }) => fillingId === filling.id).map(({ requestId }) => requestId));
  return line.flatMap(({ candidate: { request }, standing }) =>
    standing.kind === "skipped" && !served.has(request.id) ? [{ requestId: request.id, reason: standing.reason }] : [],
  );
}

/** A person with another open offer is left: their answer is awaited, as long as they can still be offered this slot. */
function nobody(line: InLine[], slot: OfferedSlot, rules: Rules, now: Date): NextStep {
  const busy = line.flatMap(({ candidate: { busyUntil }, standing }) =>
    standing.kind === "skipped" && standing.reason === "open_offer" && busyUntil ? [busyUntil] : [],
  );
  const free = earliest(busy);
  if (!free) return { kind: "public", because: "nobody_left" };
  const until = new Date(Math.max(free.getTime(), now.getTime() + MINUTE_MS));
  return canStillHold(slot.startsAt, loudFrom(until, quietOf(rules)), rules)
    ? { kind: "wait", until, for: "busy_people" }
    : { kind: "public", because: "nobody_left" };
}

function earliest(instants: Date[]): Date | null {
  return instants.reduce<Date | null>((first, each) => (first && first <= each ? first : each), null);
}
