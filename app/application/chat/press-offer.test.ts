import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SendOfferUseCase } from "#app/application/offers/send-offer.ts";
import type { Press } from "#app/domain/chat/concierge-buttons.ts";
import type { ChatEvent } from "#app/domain/chat/conversation.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { attempt, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { offerNewsOf } from "#app/wiring/offers.server.ts";

const DAY = 24 * 3_600_000;
const VERSION = "2026-11-23";
let numbers = 1;

describe.each(DATABASES)("an hour offered in a chat on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
  });
  afterAll(() => list.close());

  function chatPerson() {
    const contact = chatContact("telegram", 7_000_000 + numbers++);
    const chatId = async () => (await list.database.transaction(({ chats }) => chats.findOpen(contact)))?.chatId ?? "";
    const sent = () => list.bot.sent.filter(({ to }) => to === contact.value).map(({ message }) => message.note);
    const works = async () => list.answerChat.execute({ chatId: await chatId() }, attempt());
    const tells = async (event: ChatEvent) => {
      await list.receiveUpdate.execute({ updateId: numbers++, contact, name: null, event });
      await works();
      return sent().at(-1);
    };
    const presses = (press: Press) => tells({ kind: "press", press, callbackId: "1" });
    return { contact, sent, works, tells, presses };
  }

  /** A person of the chat's list with an hour that is offered to them. */
  async function offered() {
    const service = await addService(list.connection);
    const serviceId = service.id;
    const person = chatPerson();
    await person.tells({ kind: "start", deepLinkId: null });
    await person.presses({ to: "service", serviceId });
    await person.presses({ to: "window", window: "any", serviceId });
    await person.presses({ to: "agree", type: "personal_data", version: VERSION, serviceId });
    await person.presses({ to: "agree", type: "communications", version: VERSION, serviceId });
    const slot = await addSlot(list.connection, serviceId, new Date(list.clock().getTime() + (8 + numbers) * DAY));
    const started = await list.startFilling.execute({ operatorId, slotId: slot.id, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const [offer] = await list.database.transaction(({ offers }) => offers.ofSlot(slot.id));
    if (!offer) throw new Error("nobody was asked");
    const { messages, tellAboutHour } = offerNewsOf({ ...list, renderer: mailRenderer, origin: "https://p.example" });
    const sendOffer = new SendOfferUseCase({ database: list.database, messages, clock: list.clock });
    const now = () => list.database.transaction(({ offers }) => offers.find(offer.id));
    return { person, slot, offer, offerId: offer.id, requestId: offer.requestId, sendOffer, tellAboutHour, now };
  }

  it("is sent once, and counts as sent when the messenger has taken it", async () => {
    const { person, offerId, sendOffer, now } = await offered();
    await sendOffer.execute({ offerId }, attempt());
    await sendOffer.execute({ offerId }, attempt());
    expect((await now())?.sentAt).toBeNull();
    await person.works();
    expect(person.sent().filter((note) => note?.about === "offer")).toHaveLength(1);
    expect((await now())?.sentAt).toEqual(list.clock());
  });

  it("is accepted, told with a button to cancel, cancelled, and left for the list", async () => {
    const { person, offerId, requestId, slot, tellAboutHour } = await offered();
    expect(await person.presses({ to: "accept", offerId })).toMatchObject({ said: "accepted" });
    expect(await person.presses({ to: "accept", offerId })).toMatchObject({ said: "accepted" });
    const [booking] = await list.database.transaction(({ bookings }) => bookings.ofSlot(slot.id));
    expect(booking).toMatchObject({ state: "booked", requestId });
    const startsAt = slot.startsAt.toISOString();
    await tellAboutHour.execute({ requestId, about: "booked", startsAt, bookingId: booking?.id }, attempt());
    await person.works();
    expect(person.sent().at(-1)).toMatchObject({ about: "hour-booked", offerId, hour: { startsAt } });

    expect(await person.presses({ to: "cancel", offerId })).toMatchObject({ said: "cancelled", offerId });
    expect(await person.presses({ to: "cancel", offerId })).toMatchObject({ said: "cancelled" });
    expect(await list.row(requestId)).toMatchObject({ status: "closed", closedReason: "booked" });
    expect(await person.presses({ to: "return", offerId })).toMatchObject({ said: "returned" });
    expect(await list.row(requestId)).toMatchObject({ status: "new", closedReason: null });
  });

  it("is declined; an old button says so and takes nothing", async () => {
    const { person, offerId, requestId, slot, now } = await offered();
    expect(await person.presses({ to: "decline", offerId })).toMatchObject({ said: "declined" });
    expect(await person.presses({ to: "accept", offerId })).toMatchObject({ said: "declined" });
    expect(await now()).toMatchObject({ status: "declined" });
    expect(await list.database.transaction(({ bookings }) => bookings.ofSlot(slot.id))).toEqual([]);
    expect(await list.row(requestId)).toMatchObject({ status: "new" });
  });

  it("is nobody else's: their press shows their own requests", async () => {
    const { offerId, requestId, now } = await offered();
    const stranger = chatPerson();
    await stranger.tells({ kind: "start", deepLinkId: null });
    for (const to of ["accept", "decline", "cancel", "return"] as const)
      expect(await stranger.presses({ to, offerId })).toEqual({ about: "requests", requests: [] });
    expect(await stranger.presses({ to: "wait_later", requestId })).toEqual({ about: "requests", requests: [] });
    expect(await now()).toMatchObject({ status: "open" });
    expect(await list.row(requestId)).toMatchObject({ pausedAt: null });
  });

  it("is not sent any more once its hold is over", async () => {
    const { person, offerId, sendOffer, offer, now } = await offered();
    await sendOffer.execute({ offerId }, attempt());
    list.laterByMinutes((offer.holdsUntil.getTime() - list.clock().getTime()) / 60_000);
    await person.works();
    expect(person.sent().map((note) => note?.about)).not.toContain("offer");
    expect((await now())?.sentAt).toBeNull();
  });

  it("asks after silence whether to wait; yes and later are both answers", async () => {
    const { person, requestId } = await offered();
    const asked = (at: Date | null) =>
      list.database.transaction(({ line }) => line.mark(requestId, { askedToWaitAt: at }));
    await asked(list.clock());
    expect(await person.presses({ to: "wait", requestId })).toMatchObject({ said: "waits" });
    expect(await list.row(requestId)).toMatchObject({ askedToWaitAt: null, pausedAt: null });
    await asked(list.clock());
    expect(await person.presses({ to: "wait_later", requestId })).toMatchObject({ said: "paused" });
    expect(await list.row(requestId)).toMatchObject({ askedToWaitAt: null, pausedAt: list.clock() });
  });
});
