import fc from "fast-check";
import type { Database } from "#app/application/ports/database.ts";
import type { TestWaitlist } from "#app/testing/waitlist.ts";
import { currentConsentDocuments } from "#app/wiring/documents.server.ts";
import { asksOf, callersOf, offerJobsOf, offersOf } from "#app/wiring/offers.server.ts";
import { offersDeskOf } from "#app/wiring/offers-desk.server.ts";
import { peopleOf } from "#app/wiring/people.server.ts";
import { privacyOf } from "#app/wiring/privacy.server.ts";
import { timetableOf } from "#app/wiring/timetable.server.ts";
import { waitlistOf } from "#app/wiring/waitlist.server.ts";

/** What visitors, operators and the clock do; an act that stands twice happens twice as often. */
const ACTS = [
  ...(["work", "work", "work", "work", "start", "start", "weekly", "stop", "yes", "yes", "no", "extend"] as const),
  ...(["withdraw", "agreed", "no_answer", "cancel", "cancelled by the practice", "give", "book", "move"] as const),
  ...(["leave", "pause", "resume", "close", "erase", "put back", "put back", "return", "archive", "restore"] as const),
  ...(["ask", "ask", "ask", "confirm", "refuse", "refuse with another", "give back", "lapse"] as const),
  ...(["block", "unblock", "remove", "pass", "pass", "pass", "transports"] as const),
  ...(["call", "call", "consent", "refuse consent"] as const),
];
export type Act = (typeof ACTS)[number];

export const STORIES = fc.record({
  starts: fc.uniqueArray(fc.integer({ min: 4, max: 240 }), { minLength: 1, maxLength: 3 }),
  people: fc.integer({ min: 0, max: 6 }),
  acts: fc.array(
    fc.record({ act: fc.constantFrom(...ACTS), which: fc.nat(40), killed: fc.constantFrom(false, false, true) }),
    { maxLength: 25 },
  ),
});

export type World = {
  service: { id: string; slug: string };
  slots: string[];
  people: { id: string; token: string; address: string }[];
  /** Callers whose consent was asked for. */
  called: string[];
};

export class Killed extends Error {}

/** The use cases over a database whose process dies before a commit when it is told to. */
export function wired(list: TestWaitlist, dies: () => boolean) {
  const database: Database = {
    transaction: (work) =>
      list.database.transaction(async (repositories) => {
        const done = await work(repositories);
        if (dies()) throw new Killed();
        return done;
      }),
  };
  const timetable = { invalidate: () => undefined, read: async () => ({ status: "unreadable", last: null }) as const };
  const documents = currentConsentDocuments((text) => text.length.toString(16).padStart(64, "0"), ["telegram"]);
  const shared = { ...list, database, timetable, documents };
  const privacy = privacyOf(shared);
  const waitlist = waitlistOf({ ...shared, ...privacy });
  const rest = { ...timetableOf(shared), ...peopleOf({ ...shared, ...privacy, ...waitlist }) };
  const offered = { ...offersOf(shared), ...offerJobsOf(shared), ...offersDeskOf(shared) };
  const joining = { ...asksOf({ ...shared, ...waitlist }), ...callersOf({ ...shared, ...waitlist }) };
  return { ...privacy, ...waitlist, ...rest, ...offered, ...joining };
}
