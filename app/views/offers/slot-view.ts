import { addresses } from "#app/addresses.ts";
import type { SlotRecord } from "#app/application/offers/desk/get-slot-offers.ts";
import type { FillingPreview } from "#app/application/offers/filling/preview-filling.ts";
import { deskOffersCopy, skipReasons } from "#app/copy/desk-offers.ts";
import { isUndecided } from "#app/domain/offers/next-step.ts";
import type { SlotState } from "#app/domain/offers/slot-state.ts";
import type { Offer } from "#app/domain/offers/types.ts";
import { localDateOf } from "#app/domain/timetable/local-time.ts";
import { momentLabel } from "#app/views/dates.ts";
import { timeHref } from "#app/views/timetable/asked-time.ts";
import { type PersonLabel, personLabel, type StateLabel, slotLabel, stateLabel, untilLabel } from "./labels.ts";

const words = deskOffersCopy.page;

/** A slot with its preview and its journal, for display. No contact is here. */
export function slotView(record: SlotRecord, preview: FillingPreview, mayWork: boolean): HourView {
  const { slot, state, timeZone, now } = record;
  const at = (moment: Date) => momentLabel(moment, timeZone);
  const who = (requestId: string) => personLabel(record.people.get(requestId), record);
  const open = record.fillings.filter(({ endedAt }) => endedAt === null);
  const underWay = open.length > 0;
  return {
    slotId: slot.id,
    title: slotLabel(slot, record),
    service: record.serviceTitle ?? deskOffersCopy.anyService,
    state: stateLabel(state, record),
    timeHref: timeHref({ span: "week", serviceSlug: null }, localDateOf(slot.startsAt, timeZone)),
    mayWork,
    preview: preview.status === "preview" ? previewView(preview, record) : null,
    callersHref: callersHref(state, preview, slot.id),
    mayStop: underWay && (state.kind === "hidden" || state.kind === "offered"),
    booking:
      state.kind === "booked"
        ? {
            id: state.bookingId,
            person: who(state.requestId),
            elsewhere: record.elsewhere.map((each) => ({ id: each.id, label: slotLabel(each, record) })),
          }
        : null,
    offers: record.offers.map((offer) => ({
      id: offer.id,
      person: who(offer.requestId),
      how: deskOffersCopy.channels[offer.channel],
      when: at(offer.offeredAt),
      state: stateOfOffer(offer, record),
      open: offer.status === "open" && offer.holdsUntil > now,
    })),
    skips: record.fillings.flatMap(({ skips }) =>
      skips.map(({ requestId, reason, at: moment }) => ({
        key: `${requestId} ${reason} ${moment.toISOString()}`,
        person: who(requestId),
        why: skipReasons[reason],
        when: at(moment),
      })),
    ),
    runs: record.fillings.map((filling) => ({
      id: filling.id,
      label: words.runs.run(
        deskOffersCopy.fillings[filling.state],
        at(filling.createdAt),
        filling.mode === "automatic"
          ? words.runs.automatic
          : filling.startedBy === null && (isUndecided(filling) || filling.endedAt !== null)
            ? words.runs.undecided
            : words.runs.byHand,
      ),
    })),
  };
}

function stateOfOffer(offer: Offer, record: SlotRecord): string {
  const { page, statuses } = deskOffersCopy;
  if (offer.status !== "open") return statuses[offer.status];
  const unsent = offer.channel !== "call" && offer.sentAt === null ? ` (${page.offers.unsent})` : "";
  return `${statuses.open}, ${page.offers.until(untilLabel(offer.holdsUntil, record))}${unsent}`;
}

type Previewed = Extract<FillingPreview, { status: "preview" }>;

/** Whom pressing now would ask first, as the form carries it: another value means that the line changed. */
export function firstOf({ step }: Previewed["decision"]): string {
  return step.kind === "offer" ? step.to.map(({ requestId }) => requestId).join(" ") : step.kind;
}

function previewView({ decision, line, complete }: Previewed, at: SlotRecord): PreviewView {
  const { step } = decision;
  const first = new Map(step.kind === "offer" ? step.to.map((each) => [each.requestId, each]) : []);
  let place = 0;
  return {
    seen: firstOf(decision),
    lines: linesOf(step, at),
    mayStart: step.kind === "offer" || step.kind === "wait",
    complete,
    people: line.map(({ candidate: { request }, standing }) => {
      const invited = first.get(request.id);
      const passed = standing.kind === "skipped" && !invited ? standing.reason : null;
      const capped = passed === "weekly_cap";
      place += passed ? 0 : 1;
      return {
        id: request.id,
        place: passed ? null : place,
        person: personLabel(at.people.get(request.id), at),
        what: invited
          ? words.preview.now(deskOffersCopy.channels[invited.channel], untilLabel(invited.holdsUntil, at))
          : passed
            ? words.preview.skipped(skipReasons[passed])
            : words.preview.later,
        first: invited !== undefined,
        mayGive: passed === null || capped,
      };
    }),
  };
}

function linesOf(step: Previewed["decision"]["step"], at: { timeZone: string; now: Date }): string[] {
  const { first, held, sent, call, nobody, waits, busy, late } = words.preview;
  switch (step.kind) {
    case "offer": {
      const ends = step.to.map(({ holdsUntil }) => holdsUntil.getTime());
      const until = held(untilLabel(new Date(Math.max(...ends)), at));
      return [first(step.to.length), until, step.by === "call" ? call : sent];
    }
    case "wait":
      return [step.for === "busy_people" ? busy(untilLabel(step.until, at)) : waits(untilLabel(step.until, at)), sent];
    case "public":
      return [step.because === "too_late" ? late : nobody];
    case "give":
    case "read_on":
    case "taken":
    case "stopped":
    case "over":
      return [];
  }
}

function callersHref(state: SlotState, preview: FillingPreview, slotId: string): string | null {
  if (state.kind === "consent") return addresses.desk.callers();
  return preview.status === "preview" ? addresses.desk.callers({ slot: slotId }) : null;
}

export type PreviewView = {
  seen: string;
  /** What would happen, in words. */
  lines: string[];
  mayStart: boolean;
  complete: boolean;
  people: {
    id: string;
    /** `null`: passed over. */
    place: number | null;
    person: PersonLabel;
    what: string;
    first: boolean;
    mayGive: boolean;
  }[];
};

export type HourView = {
  slotId: string;
  title: string;
  service: string;
  state: StateLabel;
  timeHref: string;
  mayWork: boolean;
  /** `null`: the slot cannot be offered now. */
  preview: PreviewView | null;
  /** It can be kept for somebody who called, or is; `null`: neither. */
  callersHref: string | null;
  /** Hidden or offered: it can be shown to everybody. */
  mayStop: boolean;
  booking: { id: string; person: PersonLabel; elsewhere: { id: string; label: string }[] } | null;
  offers: { id: string; person: PersonLabel; how: string; when: string; state: string; open: boolean }[];
  skips: { key: string; person: PersonLabel; why: string; when: string }[];
  runs: { id: string; label: string }[];
};
