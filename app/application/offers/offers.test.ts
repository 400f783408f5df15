import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { availabilityOf } from "#app/domain/timetable/availability.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { revokeLinks } from "#app/infrastructure/keys/revoke-links.ts";
import { offerTokenOf } from "#app/infrastructure/offers/offers.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { leads } from "#app/infrastructure/tables/waitlist.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const sincere = { pagePath: "/", referrerHost: null, utm: {} };

describe.each(DATABASES)("offers on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let people = 0;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
  });
  afterAll(() => list.close());

  /** A service of its own with so many people, and an hour so many days ahead. */
  async function world(count: number, days = 10) {
    const service = await addService(list.connection);
    const joined: { id: string; token: string }[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      people += 1;
      joined.push(await list.join(service.slug, email(`p${people}@example.org`)));
      list.laterByMinutes(1);
    }
    const slot = await addSlot(
      list.connection,
      service.id,
      new Date(list.clock().getTime() + days * DAY + people * HOUR),
    );
    return { service, joined, slot };
  }
  const start = async (slotId: string) => {
    const outcome = await list.startFilling.execute({ operatorId, slotId, weekly: false });
    if (outcome.status !== "started") throw new Error(outcome.status);
    await list.advanceFilling.execute(outcome);
    return outcome.fillingId;
  };
  const offersOf = (slotId: string) =>
    list.db.select().from(offers).where(eq(offers.slotId, slotId)).orderBy(offers.offeredAt, offers.id);
  const stateOf = async (fillingId: string) =>
    (await list.db.select().from(slotFillings).where(eq(slotFillings.id, fillingId)))[0]?.state;
  const tokenOf = (offerId: string) => list.database.transaction(({ offers: each }) => each.linkTokenOf(offerId));
  const answer = async (offerId: string, yes: boolean) =>
    list.answerOffer.execute({
      offer: { token: (await tokenOf(offerId)) ?? "" },
      answer: yes ? { yes } : { yes, reason: "time" },
      source: "web",
    });
  const isPublic = async ({ id }: { id: string }) => {
    const timetable = await readTimetable(list.db, list.clock());
    return timetable.services
      .map((service) => availabilityOf(service, { status: "read", timetable }, list.clock()))
      .some((each) => each.status === "free" && each.slots.some((slot) => slot.id === id));
  };

  it("are made in turn, held and taken with one press", async () => {
    const { service, joined, slot } = await world(2);
    expect(await isPublic(slot)).toBe(true);
    const fillingId = await start(slot.id);
    expect(await isPublic(slot)).toBe(false);
    const [first] = await offersOf(slot.id);
    expect(first).toMatchObject({ waitlistRequestId: joined[0]?.id, status: "open", channel: "email", round: 1 });
    await list.sendOffer.execute({ offerId: first?.id ?? "" }, attempt());
    expect((await offersOf(slot.id))[0]?.sentAt).toEqual(list.clock());

    expect((await answer(first?.id ?? "", false)).status).toBe("declined");
    await list.advanceFilling.execute({ fillingId });
    const second = (await offersOf(slot.id))[1];
    expect(second?.waitlistRequestId).toBe(joined[1]?.id);
    const taken = await answer(second?.id ?? "", true);
    expect(taken).toMatchObject({ status: "booked", missing: [] });
    expect((await answer(second?.id ?? "", true)).status).toBe("yours");
    expect(await stateOf(fillingId)).toBe("taken");
    const row = await list.row(joined[1]?.id ?? "");
    expect(row).toMatchObject({ status: "closed", closedReason: "booked" });
    const [lead] = await list.db
      .select()
      .from(leads)
      .where(eq(leads.id, row.leadId ?? ""));
    expect(lead?.status).toBe("booked_confirmed");
    const { eventName, leadId, properties } = analyticsEvents;
    const ofService = await list.db
      .select({ name: eventName, leadId, properties })
      .from(analyticsEvents)
      .where(sql`${properties}->>'service_slug' = ${service.slug}`);
    const events = ofService.filter(({ name }) => name.startsWith("waitlist_offer_"));
    const about = { service_slug: service.slug, channel: "email", starts_in: "over_7d" };
    const names = ["accepted", "declined", "sent", "sent"].map((step) => `waitlist_offer_${step}`);
    expect(events.map(({ name }) => name).toSorted()).toEqual(names);
    for (const event of events) expect(event).toMatchObject({ leadId: null, properties: about });
    expect((await list.timeline(row.id)).map(({ eventName }) => eventName)).toEqual([
      "waitlist_submitted",
      "offer_made",
      "offer_accepted",
      "hour_booked",
    ]);
    expect(await isPublic(slot)).toBe(false);
  });

  it("end by silence, and the hour becomes public once nobody is left", async () => {
    const { slot } = await world(1);
    const fillingId = await start(slot.id);
    const [offer] = await offersOf(slot.id);
    await list.sendOffer.execute({ offerId: offer?.id ?? "" }, attempt());
    list.later(2);
    await list.advanceFilling.execute({ fillingId });
    expect((await offersOf(slot.id))[0]?.status).toBe("expired");
    expect(await stateOf(fillingId)).toBe("exhausted");
    expect(await isPublic(slot)).toBe(true);
    // A late yes takes what is still free.
    expect((await answer(offer?.id ?? "", true)).status).toBe("booked");
  });

  it("of a whole round end when one is taken, and the others come first next time", async () => {
    const { joined, slot } = await world(3, 0);
    // So that the start is two days away, whatever was added above.
    const at = new Date(list.clock().getTime() + 2 * DAY);
    await list.connection.run("update availability_slots set starts_at = $1, ends_at = $2 where id = $3", [
      at.toISOString(),
      new Date(at.getTime() + HOUR).toISOString(),
      slot.id,
    ]);
    await start(slot.id);
    const round = await offersOf(slot.id);
    expect(round).toHaveLength(3);
    for (const { id } of round) await list.sendOffer.execute({ offerId: id }, attempt());
    expect((await answer(round[1]?.id ?? "", true)).status).toBe("booked");
    expect((await offersOf(slot.id)).map(({ status, lostRound }) => [status, lostRound])).toEqual([
      ["withdrawn", true],
      ["accepted", false],
      ["withdrawn", true],
    ]);
    expect(await answer(round[0]?.id ?? "", true)).toEqual({ status: "over", because: "taken" });
    expect((await list.row(joined[0]?.id ?? "")).status).toBe("new");
  });

  it("end with leaving, and a cancelled booking frees the hour for the next", async () => {
    const { joined, slot } = await world(2);
    const fillingId = await start(slot.id);
    await list.leaveWaitlist.execute({ token: joined[0]?.token ?? "", visit: sincere });
    expect((await offersOf(slot.id))[0]?.status).toBe("withdrawn");
    await list.advanceFilling.execute({ fillingId });
    const second = (await offersOf(slot.id))[1];
    expect((await answer(second?.id ?? "", true)).status).toBe("booked");
    const token = (await tokenOf(second?.id ?? "")) ?? "";
    const cancel = { by: "person", bookingId: null, token, source: "web" } as const;
    expect((await list.cancelBooking.execute(cancel)).status).toBe("cancelled");
    expect((await list.cancelBooking.execute(cancel)).status).toBe("already");
    expect(await answer(second?.id ?? "", true)).toEqual({ status: "over", because: "cancelled" });
    const states = await list.db.select({ state: bookings.state }).from(bookings).where(eq(bookings.slotId, slot.id));
    expect(states).toEqual([{ state: "cancelled" }]);
    // No candidate is left: the person who cancelled is not offered the hour again.
    expect(await isPublic(slot)).toBe(true);
  });

  it("with a wrong token change nothing and say nothing", async () => {
    const unknown = await list.answerOffer.execute({ offer: { token: "x" }, answer: { yes: true }, source: "web" });
    expect(unknown).toEqual({ status: "unknown-link" });
  });

  it("have links that go with a revoked key, and new ones under the next", async () => {
    const { slot } = await world(1);
    await start(slot.id);
    const [offer] = await offersOf(slot.id);
    const id = offer?.id ?? "";
    const next = privateLinks([{ kid: "l9", secret: new Uint8Array(32).fill(9) }]);
    expect(await revokeLinks(list.db, next, "l1")).toBeGreaterThan(0);
    const [after] = await offersOf(slot.id);
    expect(after?.linkKid).toBe("l9");
    expect(after?.linkTokenHash).not.toBe(offer?.linkTokenHash);
    expect(after?.linkTokenHash).toBe(next.hash(offerTokenOf(next, id, "l9")));
  });
});
