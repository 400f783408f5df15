import { and, inArray, isNull, lte } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { bookings, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { offerStory } from "#app/testing/offers/acts.ts";
import { expectInvariants } from "#app/testing/offers/invariants.ts";
import { STORIES } from "#app/testing/offers/story.ts";
import { type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

/** The full run has more of them. */
const RUNS = Number(process.env.CRASH_ROUNDS ?? 5) * 5;
const NO_SLOT = "00000000-0000-7000-8000-000000000000";

describe.each(DATABASES)("offers in any order on $name", ({ open }) => {
  let list: TestWaitlist;
  let story: ReturnType<typeof offerStory>;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    story = offerStory(list, (await addOperator(list.connection)).id);
  });
  afterAll(() => list.close());

  const offerIds = async () => (await story.allOffers()).map(({ id }) => id);
  const statusOf = (outcome: unknown) =>
    typeof outcome === "object" && outcome !== null && "status" in outcome ? outcome.status : null;

  it("keep every invariant, whoever acts and whenever the process dies", async () => {
    await fc.assert(
      fc.asyncProperty(STORIES, async ({ acts, ...begin }) => {
        const world = await story.build(begin);
        const [given, since] = [new Set<string>(), new Map<string, Date>()];
        const check = () => expectInvariants(list, { serviceId: world.service.id, given, since });
        for (const { act, which, killed } of acts) {
          const before = await offerIds();
          const done = await story.perform(act, which, world, killed);
          if (act === "give" || act === "refuse with another")
            for (const id of await offerIds()) if (!before.includes(id)) given.add(id);
          const person = world.people[which % Math.max(1, world.people.length)];
          const isBack =
            (act === "put back" || act === "return") && ["done", "returned"].includes(`${statusOf(done?.outcome)}`);
          if (person && isBack) since.set(person.id, list.clock());
          await check();
        }
        await story.work();
        await check();
        const now = list.clock();
        // After the work of the jobs no filling stands still: each will be woken.
        const waking = await list.db
          .select({ wakesAt: slotFillings.wakesAt })
          .from(slotFillings)
          .where(and(isNull(slotFillings.endedAt), inArray(slotFillings.slotId, [...world.slots, NO_SLOT])));
        for (const { wakesAt } of waking) expect(wakesAt?.getTime()).toBeGreaterThan(now.getTime());
        // Nor does an hour wait for an answer that did not come in time.
        const lapsed = and(inArray(bookings.state, ["asked"]), lte(bookings.askedUntil, now));
        expect(await list.db.$count(bookings, lapsed)).toBe(0);
        expect(await list.db.$count(callers, lte(callers.askedUntil, now))).toBe(0);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});
