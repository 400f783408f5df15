import { and, eq, ne } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PutOffError } from "#app/application/ports/database.ts";
import { ChangeServiceUseCase } from "#app/application/timetable/change-service.ts";
import { ChangeSlotUseCase } from "#app/application/timetable/hours/change-slot.ts";
import { bookings, offers } from "#app/infrastructure/tables/offers.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const timetable = { invalidate: () => undefined };
const visit = { pagePath: "/", referrerHost: null, utm: {} };

describe.each(DATABASES)("offers under faults on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let people = 0;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
  });
  afterAll(() => list.close());

  /** An hour ten days ahead that is offered to the first of so many people, whose message went out unless told not to. */
  async function offered({ count = 1, sent = true } = {}) {
    const service = await addService(list.connection);
    const tokens: string[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      people += 1;
      tokens.push((await list.join(service.slug, email(`f${people}@example.org`))).token);
    }
    const startsAt = new Date(list.clock().getTime() + 10 * DAY + people * HOUR);
    const slot = await addSlot(list.connection, service.id, startsAt);
    const started = await list.startFilling.execute({ operatorId, slotId: slot.id, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    const { fillingId } = started;
    await list.advanceFilling.execute({ fillingId });
    const all = () => list.db.select().from(offers).where(eq(offers.slotId, slot.id)).orderBy(offers.offeredAt);
    const first = async () => {
      const [offer] = await all();
      if (!offer) throw new Error("nobody was asked");
      return offer;
    };
    const { id: offerId, holdsUntil } = await first();
    if (sent) await list.sendOffer.execute({ offerId }, attempt());
    return {
      ...{ service, slot, tokens, offerId, fillingId, all, first },
      untilEnd: (seconds: number) =>
        list.laterByMinutes((holdsUntil.getTime() + seconds * 1000 - list.clock().getTime()) / 60_000),
      yes: () => list.answerOffer.execute({ offer: { offerId }, answer: { yes: true }, source: "web" }),
      booked: () => list.db.$count(bookings, and(eq(bookings.slotId, slot.id), ne(bookings.state, "cancelled"))),
    };
  }
  /** As the queue does it: a step that meets a lock is taken again. */
  const advance = (fillingId: string): Promise<void> =>
    list.advanceFilling.execute({ fillingId }).catch((error: unknown) => {
      if (error instanceof PutOffError) return advance(fillingId);
      throw error;
    });

  async function archive(serviceId: string) {
    const [service] = await list.db.select().from(services).where(eq(services.id, serviceId));
    const seenVersion = service?.version ?? 0;
    const change = { operatorId, serviceId, seenVersion, change: { to: "archived" } } as const;
    await new ChangeServiceUseCase({ ...list, timetable }).execute(change);
  }

  it.each([-1, 0, 1])("a yes %i seconds from the end of the hold takes a free hour", async (seconds) => {
    const { untilEnd, yes, booked, first } = await offered();
    untilEnd(seconds);
    expect((await yes()).status).toBe("booked");
    expect([await booked(), (await first()).status]).toEqual([1, "accepted"]);
  });

  it("a yes while the hold ends is one booking, or waits behind the next person", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { untilEnd, yes, booked, all, fillingId } = await offered({ count: 2 });
      untilEnd(0);
      const [answer] = await Promise.all([yes(), advance(fillingId)]);
      const [own, next] = await all();
      if (answer.status === "booked") {
        expect([await booked(), own?.status]).toEqual([1, "accepted"]);
        expect(["withdrawn", undefined]).toContain(next?.status);
      } else {
        expect(answer.status).toBe("kept");
        expect([await booked(), own?.status, next?.status]).toEqual([0, "expired", "open"]);
        expect(own?.lateYesAt).not.toBeNull();
      }
    }
  });

  it("a yes after the hour was blocked or its person left books nothing and says why", async () => {
    const blocked = await offered();
    const block = { operatorId, slotId: blocked.slot.id, change: "block" } as const;
    expect(await new ChangeSlotUseCase({ ...list, timetable }).execute(block)).toMatchObject({ status: "changed" });
    expect(await blocked.yes()).toMatchObject({ status: "over", because: "withdrawn" });

    const left = await offered();
    await list.leaveWaitlist.execute({ token: left.tokens[0] ?? "", visit });
    expect(await left.yes()).toMatchObject({ status: "over", because: "request_closed" });
    expect([await blocked.booked(), await left.booked()]).toEqual([0, 0]);
  });

  it("an archived service ends its offers, and its hours are taken no more", async () => {
    const { service, yes, booked, first } = await offered();
    await archive(service.id);
    expect((await first()).status).toBe("withdrawn");
    expect((await yes()).status).toBe("over");
    expect(await booked()).toBe(0);
  });

  it("an hour is given to nobody who waits for an archived service", async () => {
    const { service, slot, first } = await offered();
    const { waitlistRequestId: requestId } = await first();
    await archive(service.id);
    const other = await addSlot(list.connection, service.id, new Date(slot.startsAt.getTime() + 3 * DAY));
    const given = await list.giveToPerson.execute({ operatorId, slotId: other.id, requestId });
    expect(given).toEqual({ status: "unsuitable", reason: "service" });
  });

  it("a late yes takes no hour of an archived service", async () => {
    const { service, fillingId, untilEnd, yes, booked, first } = await offered();
    untilEnd(0);
    await advance(fillingId);
    expect((await first()).status).toBe("expired");
    await archive(service.id);
    expect(await yes()).toEqual({ status: "over", because: "slot_gone" });
    expect(await booked()).toBe(0);
  });

  it("a provider down for a whole hold extends it once, then the operator calls", async () => {
    const { fillingId, first, offerId, untilEnd, yes } = await offered({ sent: false });
    list.messages.takes = false;
    await list.sendOffer.execute({ offerId }, attempt(true)).catch(() => undefined);
    untilEnd(0);
    await advance(fillingId);
    const extended = await first();
    expect(extended).toMatchObject({ status: "open", channel: "email", sentAt: null });
    expect(extended.extendedAt).not.toBeNull();
    list.laterByMinutes((extended.holdsUntil.getTime() - list.clock().getTime()) / 60_000);
    await advance(fillingId);
    list.messages.takes = true;
    expect(await first()).toMatchObject({ status: "open", channel: "call", sentAt: null });
    expect((await yes()).status).toBe("booked");
  });

  it("a clock set back neither ends a hold early nor offers the hour twice", async () => {
    const { fillingId, all, untilEnd, yes } = await offered({ count: 2 });
    untilEnd(-60);
    await advance(fillingId);
    list.laterByMinutes(-120);
    for (const _ of [1, 2, 3]) await advance(fillingId);
    expect((await all()).map(({ status }) => status)).toEqual(["open"]);
    expect((await yes()).status).toBe("booked");
    list.laterByMinutes(240);
    await advance(fillingId);
    expect((await all()).map(({ status }) => status)).toEqual(["accepted"]);
  });
});
