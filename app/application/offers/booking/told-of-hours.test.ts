import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GetUndeliveredQuery } from "#app/application/people/undelivered/get-undelivered.ts";
import { ToldOtherwiseUseCase } from "#app/application/people/undelivered/told-otherwise.ts";
import { ChangeSlotUseCase } from "#app/application/timetable/hours/change-slot.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Booking } from "#app/domain/offers/types.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { offerNewsOf } from "#app/wiring/offers.server.ts";
import { offersDeskOf } from "#app/wiring/offers-desk.server.ts";

const DAY = 86_400_000;
const timetable = { invalidate: () => undefined };

describe.each(DATABASES)("a person is told of their hours, $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let people = 0;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
  });
  afterAll(() => list.close());

  async function world(days: number[], contact?: Contact) {
    const service = await addService(list.connection);
    people += 1;
    const address = `told${people}@example.org`;
    const { id: requestId } = await list.join(service.slug, contact ?? email(address));
    const slots = [];
    for (const inDays of days) {
      const startsAt = new Date(list.clock().getTime() + inDays * DAY + people * 90 * 60_000);
      slots.push(await addSlot(list.connection, service.id, startsAt));
    }
    return { service, address, requestId, slots };
  }
  /** Runs the queued jobs about this person, each once more than needed. */
  async function tell(requestId: string) {
    const { tellAboutHour } = offerNewsOf({ ...list, renderer: mailRenderer, origin: "https://p.example" });
    for (const job of await list.queued("tell-about-hour")) {
      if (job.requestId !== requestId) continue;
      const { about, startsAt, ...more } = job;
      const news = {
        requestId,
        about: about === "moved" ? "moved" : "booked",
        startsAt: String(startsAt),
        ...more,
      } as const;
      await tellAboutHour.execute(news, attempt());
      await tellAboutHour.execute(news, attempt());
    }
  }
  const mailsTo = async (address: string) => (await list.mails()).filter(({ to }) => to === address);

  it("each move is told once, also a move to an hour that they had before", async () => {
    const { address, requestId, slots } = await world([5, 6]);
    const [a = "", b = ""] = slots.map(({ id }) => id);
    await list.bookByHand.execute({ operatorId, slotId: a, requestId });
    await tell(requestId);
    const [booking] = await list.database.transaction(({ bookings }) => bookings.ofRequest(requestId));
    const { moveBooking } = offersDeskOf({ ...list, timetable });
    for (const toSlotId of [b, a, b]) {
      list.laterByMinutes(1);
      const bookingId = booking?.id ?? "";
      expect(await moveBooking.execute({ operatorId, bookingId, toSlotId })).toEqual({ status: "moved" });
      await tell(requestId);
    }
    const subjects = (await mailsTo(address)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === "Время за вами")).toHaveLength(1);
    expect(subjects.filter((subject) => subject === "Время изменилось")).toHaveLength(3);
  });

  it("by a call where only a phone is known: a task, not for what was agreed by phone", async () => {
    const { requestId, slots } = await world([5, 6], { method: "phone", value: "+79161239100" });
    const [a = "", b = ""] = slots.map(({ id }) => id);
    const calls = async () => (await new GetUndeliveredQuery(list).execute()).undelivered;
    await list.bookByHand.execute({ operatorId, slotId: a, requestId });
    await tell(requestId);
    expect(await calls()).toEqual([]);
    const [booking] = await list.database.transaction(({ bookings }) => bookings.ofRequest(requestId));
    list.laterByMinutes(1);
    const { moveBooking } = offersDeskOf({ ...list, timetable });
    await moveBooking.execute({ operatorId, bookingId: booking?.id ?? "", toSlotId: b });
    await tell(requestId);
    const [call, ...more] = await calls();
    expect(call).toMatchObject({ requestId, about: "booking", errorCode: "no-channel", until: slots[1]?.startsAt });
    expect(more).toEqual([]);
    expect(await list.database.transaction(async ({ mails }) => (await mails.failed(10)).count)).toBe(0);
    await new ToldOtherwiseUseCase(list).execute({ operatorId, deliveryId: call?.id ?? "" });
    await tell(requestId);
    expect(await calls()).toEqual([]);
  });

  it("the confirmation of a series names the hours that others took meanwhile", async () => {
    const { service, address, requestId, slots } = await world([8, 15, 22]);
    const [first, second] = slots;
    const started = await list.startFilling.execute({ operatorId, slotId: first?.id ?? "", weekly: true });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const other = await list.join(service.slug, email(`rival${people}@example.org`));
    const taken: Booking = {
      id: v7(),
      slotId: second?.id ?? "",
      requestId: other.id,
      offerId: null,
      state: "booked",
      askedUntil: null,
      bookedAt: list.clock(),
      cancelledAt: null,
      cancelledBy: null,
    };
    const offerId = await list.database.transaction(async ({ bookings, offers }) => {
      await bookings.add(taken, list.clock());
      return (await offers.ofRequest(requestId))[0]?.id ?? "";
    });
    const answer = { offer: { offerId }, answer: { yes: true }, source: "web" } as const;
    expect(await list.answerOffer.execute(answer)).toMatchObject({ status: "booked", missing: [{ id: second?.id }] });
    await tell(requestId);
    const text = (await mailsTo(address)).find(({ subject }) => subject === "Время за вами")?.text;
    expect(text).toMatch(/Из этих встреч не получится: .+\. Это время успели занять\./);
  });

  it("the page of an offer says that its hour was removed", async () => {
    const { requestId, slots } = await world([9]);
    const slotId = slots[0]?.id ?? "";
    const started = await list.startFilling.execute({ operatorId, slotId, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const token = await list.database.transaction(async ({ offers }) => {
      const [offer] = await offers.ofRequest(requestId);
      return (await offers.linkTokenOf(offer?.id ?? "")) ?? "";
    });
    expect((await list.getOfferPage.execute(token)).status).toBe("shown");
    const changeSlot = new ChangeSlotUseCase({ ...list, timetable });
    expect(await changeSlot.execute({ operatorId, slotId, change: "remove" })).toMatchObject({ status: "changed" });
    expect(await list.database.transaction(({ line }) => line.findSlot(slotId))).toBeNull();
    expect(await list.getOfferPage.execute(token)).toEqual({ status: "removed" });
    expect(await list.getOfferPage.execute(token.replace(/^./, "~"))).toEqual({ status: "unknown-link" });
    expect((await list.row(requestId)).status).toBe("new");
  });
});
