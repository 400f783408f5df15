import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCandidate, aSlot } from "#app/testing/offers/fixtures.ts";
import { type Decided, OffersWorld } from "#app/testing/offers/world.ts";
import { lineUp, standingOf } from "./candidates.ts";
import { isFree, isLive, noticeBegins } from "./free-time.ts";
import { quietOf } from "./hold.ts";
import { isQuiet } from "./quiet-hours.ts";
import { DEFAULT_OFFER_SETTINGS, HOUR_MS } from "./settings.ts";
import type { Candidate, OfferChannel, Rules } from "./types.ts";

/** Each with the day before a night on which its clocks change, where they do. */
const NIGHTS = [
  { timeZone: "Europe/Moscow", from: "2026-11-28T06:00:00Z" },
  { timeZone: "Europe/Berlin", from: "2026-03-27T06:00:00Z" },
  { timeZone: "America/New_York", from: "2026-10-31T11:00:00Z" },
  { timeZone: "Australia/Lord_Howe", from: "2026-10-02T23:00:00Z" },
  { timeZone: "Africa/Cairo", from: "2026-04-22T23:00:00Z" },
];

const person = fc.record({
  channel: fc.constantFrom<(OfferChannel | null)[]>("email", "telegram", "call", null),
  capped: fc.boolean(),
  window: fc.constantFrom("any" as const, "weekend" as const),
});
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("work" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("pass" as const), hours: fc.double({ min: 0, max: 40, noNaN: true }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("yes" as const, "no" as const, "called" as const), which: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("pause" as const, "close" as const, "block" as const),
      which: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("transports down" as const, "transports up" as const) }) },
);
const story = fc.record({
  night: fc.constantFrom(...NIGHTS),
  quietHours: fc.constantFrom(
    { from: "21:00", to: "09:00" },
    { from: "01:30", to: "02:30" },
    { from: "23:30", to: "00:30" },
  ),
  starts: fc.array(fc.integer({ min: 4, max: 240 }), { minLength: 1, maxLength: 3 }),
  people: fc.array(person, { maxLength: 9 }),
  acts: fc.array(act, { maxLength: 40 }),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays the story and passes the world on after every act. */
function play(
  { night, quietHours, starts, people, acts }: Story,
  look: (world: OffersWorld, rules: Rules, now: Date) => void,
) {
  const rules: Rules = { settings: { ...DEFAULT_OFFER_SETTINGS, quietHours }, timeZone: night.timeZone };
  let now = new Date(night.from);
  const slots = starts.map((hours, index) => aSlot(new Date(now.getTime() + hours * HOUR_MS), { id: `slot ${index}` }));
  const line = people.map(({ channel, capped, window }, index): Candidate => {
    const joined = new Date(now.getTime() - (100 - index) * HOUR_MS);
    const request = { preferredTimeWindow: window };
    return aCandidate(`p${index}`, joined, { channel, offersThisWeek: capped ? 3 : 0, request });
  });
  const world = new OffersWorld(slots, line, rules, now);
  let wakes: Date | null = now;
  for (const each of acts) {
    const pick = <Item>(items: readonly Item[]) => ("which" in each ? items[each.which % items.length] : undefined);
    const [offer, someone, slot] = [pick(world.offers), pick(world.people), pick(world.slots)];
    if (each.do === "pass") now = new Date(now.getTime() + Math.floor(each.hours * HOUR_MS));
    else if (each.do === "work") {
      if (wakes && wakes > now) now = wakes;
      wakes = world.run(now);
    } else if (each.do === "transports down") world.delivers = false;
    else if (each.do === "transports up") world.delivers = true;
    else if (each.do === "block" && slot) world.block(slot);
    else if (each.do === "pause" && someone) world.leave(someone.request.id, "paused", now);
    else if (each.do === "close" && someone) world.leave(someone.request.id, "closed", now);
    else if (each.do === "called" && offer) world.called(offer, now);
    else if (offer) world.answer(offer, each.do === "yes", now);
    look(world, rules, now);
  }
}

const holds = (look: Parameters<typeof play>[1]) =>
  fc.assert(
    fc.property(story, (told) => play(told, look)),
    { numRuns: 150 },
  );
const counts = (keys: string[]) => keys.length - new Set(keys).size;

/** People ahead of the last one invited, whom this filling has not served before. */
function passedOver({ view, decision }: Decided, rules: Rules): string[] {
  if (decision.step.kind !== "offer") return [];
  const invited = decision.step.to.map(({ requestId }) => requestId);
  const line = lineUp(view.candidates, view, rules).map(({ candidate }) => candidate.request.id);
  const ahead = line.slice(0, line.indexOf(invited.at(-1) ?? ""));
  const served = view.offers.map(({ requestId }) => requestId);
  return ahead.filter((id) => !invited.includes(id) && !served.includes(id));
}

describe("in any order of acts", () => {
  it("no message goes out and no hold ends in quiet hours", () => {
    holds(({ offers }, rules) => {
      const quiet = offers.flatMap(({ offeredAt, holdsUntil }) =>
        [offeredAt, holdsUntil].filter((at) => isQuiet(at, quietOf(rules))),
      );
      expect(quiet).toEqual([]);
    });
  });

  it("no hold ends before it begins or within the minimum notice", () => {
    holds(({ offers, slots }, { settings }) => {
      for (const { slotId, offeredAt, holdsUntil } of offers) {
        const slot = slots.find(({ id }) => id === slotId);
        expect(holdsUntil.getTime()).toBeGreaterThan(offeredAt.getTime());
        expect(slot && holdsUntil <= noticeBegins(slot.startsAt, settings)).toBe(true);
      }
    });
  });

  it("nobody has two open offers, or a second offer of one hour", () => {
    holds(({ offers }) => {
      const open = offers.filter(({ status }) => status === "open");
      expect(counts(open.map(({ requestId }) => requestId))).toBe(0);
      expect(counts(offers.map(({ slotId, requestId }) => `${slotId} ${requestId}`))).toBe(0);
    });
  });

  it("no hour is booked twice", () => {
    holds(({ bookings }) => expect(counts(bookings.map(({ slotId }) => slotId))).toBe(0));
  });

  it("nobody is passed over without a skip", () => {
    holds(({ decided, skips }, rules, now) => {
      for (const each of decided.filter(({ now: at }) => at === now)) {
        const ofFilling = skips.filter(({ fillingId }) => fillingId === each.view.filling.id);
        const known = ofFilling.map(({ requestId }) => requestId);
        expect(passedOver(each, rules).filter((id) => !known.includes(id))).toEqual([]);
      }
    });
  });

  it("no filling stands still while a candidate is left", () => {
    holds((world, rules, now) => {
      // A later filling's step may free a person for an earlier one, which then continues within a minute.
      for (const _ of world.fillings) world.run(now);
      for (const filling of world.fillings.filter(isLive)) {
        const { step } = world.decide(filling, now).decision;
        expect(step.kind).toBe("wait");
        if (step.kind === "wait") expect(step.until.getTime()).toBeGreaterThan(now.getTime());
      }
      for (const { view, decision } of world.decided.filter(({ now: at }) => at === now)) {
        if (decision.step.kind !== "public" || decision.step.because === "too_late") continue;
        const standings = view.candidates.map((each) => standingOf(each, view, rules));
        const left = standings.filter(
          (each) => each.kind === "eligible" || (each.kind === "skipped" && each.reason === "weekly_cap"),
        );
        expect(left).toEqual([]);
      }
    });
  });

  it("strangers see no held hour, and each answer stays true until it says", () => {
    holds((world, { settings }, now) => {
      for (const slot of world.slots) {
        const at = (instant: number) => isFree(slot, world, settings, new Date(instant)).free;
        const { free, until } = isFree(slot, world, settings, now);
        const held = world.offers.some(
          ({ slotId, status, holdsUntil }) => slotId === slot.id && status === "open" && holdsUntil > now,
        );
        expect(free && held).toBe(false);
        if (!until) continue;
        expect([at(until.getTime() - 1), at(until.getTime())]).toEqual([free, !free]);
      }
    });
  });
});
