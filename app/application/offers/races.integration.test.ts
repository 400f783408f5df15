import { and, eq, ne } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gainTime } from "#app/application/offers/filling/gain-time.ts";
import { PutOffError } from "#app/application/ports/database.ts";
import { ChangeServiceUseCase } from "#app/application/timetable/change-service.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const DAY = 24 * 3_600_000;
/** The full run has fifty. */
const ROUNDS = Math.min(Number(process.env.CRASH_ROUNDS ?? 3), 50);
const AT_ONCE = 50;

describe.each(DATABASES)("everybody at once on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
  });
  afterAll(() => list.close());

  let hours = 0;
  async function slotIn(days: number, serviceId: string) {
    hours += 1;
    return addSlot(list.connection, serviceId, new Date(list.clock().getTime() + days * DAY + hours * 3_600_000));
  }
  async function begin(slotId: string) {
    const started = await list.startFilling.execute({ operatorId, slotId, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    return started.fillingId;
  }
  /** Retries later, like the queue, when another transaction has locked one of the people. */
  async function advance(fillingId: string): Promise<void> {
    for (;;) {
      const busy = await list.advanceFilling.execute({ fillingId }).then(
        () => false,
        (error: unknown) => {
          if (error instanceof PutOffError) return true;
          throw error;
        },
      );
      if (!busy) return;
    }
  }
  const standing = (slotId: string) =>
    list.db.$count(bookings, and(eq(bookings.slotId, slotId), ne(bookings.state, "cancelled")));

  it("books an hour once, however many say yes, leave, book and cancel together", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const service = await addService(list.connection);
      const people = await Promise.all(
        [1, 2, 3, 4].map((nth) => list.join(service.slug, email(`r${round}n${nth}@example.org`))),
      );
      const slot = await slotIn(2, service.id);
      const start = new Date(list.clock().getTime() + 2 * DAY);
      // Three are asked at once between one and three days ahead.
      await list.connection.run("delete from availability_slots where starts_at > $1 and id <> $2", [
        list.clock().toISOString(),
        slot.id,
      ]);
      await list.connection.run("update availability_slots set starts_at = $1, ends_at = $2 where id = $3", [
        start.toISOString(),
        new Date(start.getTime() + 3_000_000).toISOString(),
        slot.id,
      ]);
      const fillingId = await begin(slot.id);
      await advance(fillingId);
      const round1 = await list.db.select({ id: offers.id }).from(offers).where(eq(offers.slotId, slot.id));
      expect(round1).toHaveLength(3);
      const acts = Array.from({ length: AT_ONCE }, (_, nth) => {
        const { id: offerId = "" } = round1[nth % 3] ?? {};
        if (nth === 20) return advance(fillingId);
        if (nth === 30)
          return list.leaveWaitlist.execute({
            token: people[0]?.token ?? "",
            visit: { pagePath: "/", referrerHost: null, utm: {} },
          });
        if (nth === 40) return list.bookByHand.execute({ operatorId, slotId: slot.id, requestId: people[3]?.id ?? "" });
        return list.answerOffer.execute({ offer: { offerId }, answer: { yes: true }, source: "web" });
      });
      await Promise.all(acts);
      await advance(fillingId);
      expect(await standing(slot.id)).toBe(1);
      expect(await list.db.$count(offers, and(eq(offers.slotId, slot.id), eq(offers.status, "open")))).toBe(0);
    }
  }, 300_000);

  it("leaves no open offer where a service is archived while its hour is given", async () => {
    const changeService = new ChangeServiceUseCase({ ...list, timetable: { invalidate: () => undefined } });
    for (let round = 0; round < ROUNDS * 5; round += 1) {
      const service = await addService(list.connection);
      const { id: requestId } = await list.join(service.slug, email(`archived${round}@example.org`));
      const slot = await slotIn(9, service.id);
      const change = { operatorId, serviceId: service.id, seenVersion: 1, change: { to: "archived" } } as const;
      const [given, changed] = await Promise.all([
        list.giveToPerson.execute({ operatorId, slotId: slot.id, requestId }),
        changeService.execute(change),
      ]);
      expect(changed).toEqual({ status: "changed" });
      expect(["given", "unsuitable"]).toContain(given.status);
      expect(await list.db.$count(offers, and(eq(offers.slotId, slot.id), eq(offers.status, "open")))).toBe(0);
    }
  });

  it("gives no person two offers when many hours are filled together", async () => {
    await list.connection.run("delete from availability_slots");
    const service = await addService(list.connection);
    for (let nth = 0; nth < 5; nth += 1) await list.join(service.slug, email(`m${nth}@example.org`));
    const slots = [];
    for (let nth = 0; nth < 8; nth += 1) slots.push(await slotIn(9, service.id));
    const fillings: string[] = [];
    for (const { id } of slots) fillings.push(await begin(id));
    await Promise.all(fillings.map(advance));
    expect(await list.db.$count(offers, eq(offers.status, "open"))).toBe(5);
    // Hours without a free candidate wait for the answers to the others.
    expect(await list.db.$count(slotFillings, eq(slotFillings.state, "scheduled"))).toBe(3);
  });

  it("fills five hundred hours freed at once, each with a step of its own", async () => {
    await list.connection.run("delete from availability_slots");
    const service = await addService(list.connection);
    await list.database.transaction(({ offerRules }) =>
      offerRules.setService(service.id, { automatic: true, bookWithoutAsking: false }),
    );
    for (let nth = 0; nth < 20; nth += 1) await list.join(service.slug, email(`h${nth}@example.org`));
    const from = list.clock().getTime() + 20 * DAY;
    const freed = Array.from({ length: 500 }, (_, nth) => ({
      id: v7(),
      serviceId: service.id,
      otherServiceIds: [],
      startsAt: new Date(from + nth * 3_600_000),
      endsAt: new Date(from + nth * 3_600_000 + 3_000_000),
      status: "available" as const,
      format: "online" as const,
    }));
    await list.database.transaction(async (repositories) => {
      await repositories.slots.add(freed.map(({ format: _, ...slot }) => slot));
      await gainTime(repositories, list, freed);
    });
    const begun = await list.db.select({ id: slotFillings.id }).from(slotFillings);
    expect(begun).toHaveLength(500);
    const jobs = await list.queued("advance-filling");
    for (const { id } of begun) expect(jobs.filter(({ fillingId }) => fillingId === id)).toHaveLength(1);
    list.laterByMinutes(11);
    for (const { id } of begun) await advance(id);
    expect(await list.db.$count(offers, eq(offers.status, "open"))).toBe(20);
    const waiting = await list.db.select({ wakesAt: slotFillings.wakesAt }).from(slotFillings);
    for (const { wakesAt } of waiting) expect(wakesAt?.getTime()).toBeGreaterThan(list.clock().getTime());
  });
});
