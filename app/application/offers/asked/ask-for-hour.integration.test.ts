import { and, eq, ne } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChangeServiceUseCase } from "#app/application/timetable/change-service.ts";
import { availabilityOf } from "#app/domain/timetable/availability.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { bookings, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot, submission } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const HOUR = 3_600_000;
const AT_ONCE = 50;

describe.each(DATABASES)("an hour that a visitor asks for on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let hours = 0;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
  });
  afterAll(() => list.close());

  /** A service of its own with a free hour in about five days. */
  async function world(flags: { bookWithoutAsking?: boolean; waitlistOpen?: boolean } = {}) {
    const service = await addService(list.connection, flags);
    hours += 1;
    return { service, slot: await addSlot(list.connection, service.id, inHours(120 + hours)) };
  }
  const inHours = (count: number) => new Date(list.clock().getTime() + count * HOUR);
  const ask = (
    { service, slot }: Pick<Awaited<ReturnType<typeof world>>, "service" | "slot">,
    address: string,
    more: { suspect?: boolean; insteadOf?: string } = {},
  ) => {
    const { preferredTimeWindow: _, ...command } = submission(service.slug, address);
    return list.askForHour.execute({ ...command, ...more, slotId: slot.id });
  };
  async function asked(of: Awaited<ReturnType<typeof world>>, address: string) {
    const outcome = await ask(of, address);
    if (outcome.status !== "asked") throw new Error(outcome.status);
    const [booking] = await liveOf(of.slot.id);
    if (!booking) throw new Error("nothing is held");
    return { requestId: outcome.requestId, bookingId: booking.id };
  }
  const liveOf = (slotId: string) =>
    list.db
      .select()
      .from(bookings)
      .where(and(eq(bookings.slotId, slotId), ne(bookings.state, "cancelled")));
  const answer = (bookingId: string, given: Parameters<typeof list.answerAsk.execute>[0]["answer"]) =>
    list.answerAsk.execute({ operatorId, bookingId, answer: given });
  const isPublic = async (slotId: string) => {
    const timetable = await readTimetable(list.db, list.clock());
    return timetable.services.some((service) => {
      const availability = availabilityOf(service, { status: "read", timetable }, list.clock());
      return availability.status === "free" && availability.slots.some(({ id }) => id === slotId);
    });
  };
  const told = async (requestId: string) => {
    const jobs = (await list.queued("tell-about-hour")).filter((job) => job.requestId === requestId);
    return jobs.map(({ about }) => about);
  };
  const DECLINE = { kind: "decline", hides: false, otherSlotId: null } as const;

  it("is held for a day, hidden from strangers, and its person is on the list", async () => {
    const of = await world();
    expect(await isPublic(of.slot.id)).toBe(true);
    const outcome = await ask(of, "held@example.org");
    expect(outcome).toMatchObject({ status: "asked", isNew: true, hour: { slotId: of.slot.id, until: inHours(24) } });
    expect(await isPublic(of.slot.id)).toBe(false);
    if (outcome.status !== "asked") throw new Error(outcome.status);
    const request = await list.row(outcome.requestId);
    expect(request).toMatchObject({ status: "new", preferredTimeWindow: "any" });
    expect(await told(request.id)).toEqual(["asked"]);
    const notices = (await list.queued("tell-operator")).filter(({ requestId }) => requestId === request.id);
    expect(notices).toEqual([expect.objectContaining({ about: "hour" })]);
    const [event] = await list.db.select().from(analyticsEvents).where(eq(analyticsEvents.eventName, "hour_asked"));
    expect(event).toMatchObject({ leadId: null, properties: { service_slug: of.service.slug, outcome: "held" } });
    expect(await ask(of, "second@example.org")).toEqual({ status: "not-free" });
    expect(await list.requestsWith(email("second@example.org"))).toEqual([]);
  });

  it("is booked at once where the service says so", async () => {
    const of = await world({ bookWithoutAsking: true });
    const outcome = await ask(of, "at-once@example.org");
    expect(outcome).toMatchObject({ status: "asked", hour: { until: null } });
    const [booking] = await liveOf(of.slot.id);
    expect(booking?.state).toBe("booked");
    expect(await list.row(booking?.waitlistRequestId ?? "")).toMatchObject({
      status: "closed",
      closedReason: "booked",
    });
    expect(await told(booking?.waitlistRequestId ?? "")).toEqual(["booked"]);
  });

  it("goes to one of fifty who ask at the same time; the others leave no trace", async () => {
    const of = await world();
    const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => ask(of, `race${nth}@example.org`)));
    expect(outcomes.filter(({ status }) => status === "asked")).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === "not-free")).toHaveLength(AT_ONCE - 1);
    expect(await liveOf(of.slot.id)).toHaveLength(1);
    const rows = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, nth) => list.requestsWith(email(`race${nth}@example.org`))),
    );
    expect(rows.flat()).toHaveLength(1);
  });

  it("is booked when the operator confirms; the other hours of its person are free", async () => {
    const of = await world();
    const other = { ...of, slot: await addSlot(list.connection, of.service.id, inHours(200 + hours)) };
    const { bookingId, requestId } = await asked(of, "confirmed@example.org");
    await asked(other, "confirmed@example.org");
    expect(await answer(bookingId, { kind: "confirm" })).toEqual({ status: "confirmed" });
    expect(await answer(bookingId, { kind: "confirm" })).toEqual({ status: "over" });
    expect((await liveOf(of.slot.id))[0]?.state).toBe("booked");
    expect(await liveOf(other.slot.id)).toEqual([]);
    expect(await list.row(requestId)).toMatchObject({ status: "closed", closedReason: "booked" });
    expect(await told(requestId)).toContain("booked");
  });

  it("is free again when the operator declines, and its person waits on", async () => {
    const of = await world();
    const { bookingId, requestId } = await asked(of, "declined@example.org");
    expect(await answer(bookingId, DECLINE)).toEqual({ status: "declined" });
    expect(await liveOf(of.slot.id)).toEqual([]);
    expect((await list.row(requestId)).status).toBe("new");
    expect(await told(requestId)).toContain("asked_declined");
    expect(await answer(bookingId, DECLINE)).toEqual({ status: "over" });
  });

  it("is blocked with the decline, if the operator asks", async () => {
    const of = await world();
    const { bookingId } = await asked(of, "hidden@example.org");
    await answer(bookingId, { ...DECLINE, hides: true });
    const [slot] = await list.db.select().from(availabilitySlots).where(eq(availabilitySlots.id, of.slot.id));
    expect(slot?.status).toBe("blocked");
    expect(await list.db.$count(slotFillings, eq(slotFillings.slotId, of.slot.id))).toBe(0);
  });

  it("is declined with another hour, which is offered if it is free", async () => {
    const of = await world();
    const other = { ...of, slot: await addSlot(list.connection, of.service.id, inHours(210 + hours)) };
    const { bookingId, requestId } = await asked(of, "other@example.org");
    const stranger = await asked(other, "stranger@example.org");
    const decline = { ...DECLINE, otherSlotId: other.slot.id };
    expect(await answer(bookingId, decline)).toMatchObject({ status: "not-offered", because: { status: "held" } });
    expect((await liveOf(of.slot.id))[0]?.state).toBe("asked");
    await list.cancelBooking.execute({ by: "operator", bookingId: stranger.bookingId, operatorId });
    expect(await answer(bookingId, decline)).toEqual({ status: "declined" });
    const offered = await list.database.transaction(({ offers }) => offers.ofRequest(requestId));
    expect(offered).toMatchObject([{ slotId: other.slot.id, status: "open" }]);
    expect(await told(requestId)).toContain("asked_other");
  });

  it("lapses without an answer: free at once, its person told and still on the list", async () => {
    const of = await world();
    const { bookingId, requestId } = await asked(of, "lapsed@example.org");
    list.laterByMinutes(24 * 60 - 1);
    await list.endAsk.execute({ bookingId });
    expect((await liveOf(of.slot.id))[0]?.state).toBe("asked");
    list.laterByMinutes(1);
    // No job ran: the hold ended by itself.
    expect(await isPublic(of.slot.id)).toBe(true);
    expect(await answer(bookingId, { kind: "confirm" })).toEqual({ status: "over" });
    await list.endAsk.execute({ bookingId });
    await list.endAsk.execute({ bookingId });
    expect(await liveOf(of.slot.id)).toEqual([]);
    expect((await told(requestId)).filter((about) => about === "asked_lapsed")).toHaveLength(1);
    expect((await list.row(requestId)).status).toBe("new");
  });

  it("that lapsed goes to the next who asks, before any job ran", async () => {
    const of = await world();
    const first = await asked(of, "late1@example.org");
    list.laterByMinutes(24 * 60);
    const second = await asked(of, "late2@example.org");
    expect(second.requestId).not.toBe(first.requestId);
    expect(await told(first.requestId)).toContain("asked_lapsed");
  });

  it("is given back by its person, and with everything that ends the request", async () => {
    const ends = {
      "given back": async (token: string, bookingId: string) =>
        list.cancelBooking.execute({ by: "person", token, bookingId, source: "web" }),
      left: async (token: string) =>
        list.leaveWaitlist.execute({ token, visit: { pagePath: "/", referrerHost: null, utm: {} } }),
      erased: async (token: string) =>
        list.eraseRequest.execute({ token, visit: { pagePath: "/", referrerHost: null, utm: {} } }),
    };
    for (const [name, end] of Object.entries(ends)) {
      const of = await world();
      const { requestId, bookingId } = await asked(of, `ends-${name.replace(" ", "-")}@example.org`);
      await end(await list.tokenOf(requestId), bookingId);
      expect(await liveOf(of.slot.id), name).toEqual([]);
      expect(await told(requestId), name).toEqual(["asked"]);
    }
  });

  it("is held no longer once its service is archived, and its person is told", async () => {
    const of = await world();
    const { requestId } = await asked(of, "archived@example.org");
    const [{ version: seenVersion } = { version: 0 }] = await list.db
      .select()
      .from(services)
      .where(eq(services.id, of.service.id));
    const change = { operatorId, serviceId: of.service.id, seenVersion, change: { to: "archived" } } as const;
    await new ChangeServiceUseCase({ ...list, timetable: { invalidate: () => undefined } }).execute(change);
    expect(await liveOf(of.slot.id)).toEqual([]);
    expect(await told(requestId)).toEqual(["asked", "gone"]);
  });

  it("can be asked for while the list is paused, not for another or archived service", async () => {
    const paused = await world({ waitlistOpen: false });
    expect((await ask(paused, "paused@example.org")).status).toBe("asked");
    const [of, other] = [await world(), await world()];
    expect(await ask({ service: other.service, slot: of.slot }, "x@example.org")).toEqual({ status: "not-free" });
    await list.db.update(services).set({ status: "archived" }).where(eq(services.id, of.service.id));
    expect(await ask(of, "x@example.org")).toEqual({ status: "unknown-service" });
  });

  it("keeps the window of a person who waits already", async () => {
    const of = await world();
    const { id } = await list.join(of.service.slug, email("known@example.org"), { preferredTimeWindow: "weekend" });
    const { requestId } = await asked(of, "known@example.org");
    expect(requestId).toBe(id);
    expect(await list.row(id)).toMatchObject({ preferredTimeWindow: "weekend", windowBeforeRepeat: null });
  });

  it("is not held for what looks like a bot", async () => {
    const of = await world({ bookWithoutAsking: true });
    expect(await ask(of, "bot@example.org", { suspect: true })).toMatchObject({
      status: "asked",
      hour: { until: inHours(24) },
    });
    expect(await liveOf(of.slot.id)).toEqual([]);
  });

  it("stays with its sender who corrects a mistyped contact", async () => {
    const of = await world();
    const { requestId: insteadOf } = await asked(of, "mistypd@example.org");
    expect((await ask(of, "mistyped@example.org", { insteadOf })).status).toBe("asked");
    const [booking] = await liveOf(of.slot.id);
    expect(booking?.waitlistRequestId).not.toBe(insteadOf);
  });

  it("is named in the mails to its person and counted in the operator's", async () => {
    const of = await world();
    const { requestId, bookingId } = await asked(of, "mails@example.org");
    const about = { requestId, about: "asked", startsAt: of.slot.startsAt.toISOString(), bookingId } as const;
    const { tellAboutHour } = list;
    await tellAboutHour.execute(about, attempt());
    await tellAboutHour.execute(about, attempt());
    await list.tellOperator.execute({ requestId, about: "hour", bookingId }, attempt());
    const mails = await list.mails();
    expect(mails.filter(({ to }) => to === "mails@example.org")).toHaveLength(1);
    expect(mails.some(({ text }) => text?.includes("Выбрали время на\u00a0сайте"))).toBe(true);
  });
});
