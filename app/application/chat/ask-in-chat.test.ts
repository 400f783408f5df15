import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot, submission } from "#app/testing/practice.ts";
import { attempt, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const VERSION = "2026-11-23";
let numbers = 1;

describe.each(DATABASES)("a free hour asked for in a chat on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  /** A person who came to the bot from the page of a free hour. */
  async function fromThePage(flags: { bookWithoutAsking?: boolean } = {}) {
    numbers += 1;
    const { id: serviceId, slug } = await addService(list.connection, flags);
    const slot = await addSlot(list.connection, serviceId, new Date(list.clock().getTime() + 4 * DAY + numbers * HOUR));
    const deepLinkId = `LINK${String(numbers).padStart(4, "0")}`;
    const expiresAt = new Date(list.clock().getTime() + 30 * DAY);
    const link = { id: deepLinkId, serviceId, slotId: slot.id, utm: {}, createdAt: list.clock(), expiresAt };
    await list.database.transaction(({ deepLinks }) => deepLinks.add(link));
    const contact = chatContact("telegram", 9_000_000 + numbers);
    const tells = async (event: Parameters<typeof list.receiveUpdate.execute>[0]["event"]) => {
      numbers += 1;
      await list.receiveUpdate.execute({ updateId: numbers, contact, name: null, event });
      const chat = await list.database.transaction(({ chats }) => chats.findOpen(contact));
      await list.answerChat.execute({ chatId: chat?.chatId ?? "" }, attempt());
      return list.bot.sent.filter(({ to }) => to === contact.value).at(-1)?.message;
    };
    const agreesToBoth = async () => {
      let last: Awaited<ReturnType<typeof tells>>;
      for (const type of CONSENT_TYPES)
        last = await tells({
          kind: "press",
          press: { to: "agree", type, version: VERSION, serviceId },
          callbackId: "1",
        });
      return last;
    };
    const bookings = async () => {
      const all = await list.database.transaction(({ bookings: each }) => each.ofSlot(slot.id));
      return all.map(({ state }) => state);
    };
    return { tells, agreesToBoth, bookings, slot, slug, serviceId, start: { kind: "start", deepLinkId } as const };
  }

  it("needs only the two consents, and is held", async () => {
    const { tells, agreesToBoth, bookings, slot, start } = await fromThePage();
    expect(await tells(start)).toMatchObject({
      note: { about: "hour-greeting", startsAt: slot.startsAt.toISOString() },
      question: { step: "personal_data" },
    });
    expect((await agreesToBoth())?.note).toMatchObject({ about: "hour-news", news: "asked" });
    expect(await bookings()).toEqual(["asked"]);
  });

  it("is booked at once where the service says so", async () => {
    const { tells, agreesToBoth, bookings, start } = await fromThePage({ bookWithoutAsking: true });
    await tells(start);
    expect((await agreesToBoth())?.note).toMatchObject({ about: "hour-answer", said: "accepted" });
    expect(await bookings()).toEqual(["booked"]);
  });

  it("that somebody else took leads to the list, whose consents are asked again", async () => {
    const { tells, agreesToBoth, bookings, slot, slug, serviceId, start } = await fromThePage();
    await tells(start);
    const { preferredTimeWindow: _, ...faster } = submission(slug, `faster${numbers}@example.org`);
    expect((await list.askForHour.execute({ ...faster, slotId: slot.id })).status).toBe("asked");
    expect(await agreesToBoth()).toMatchObject({ note: { about: "hour-taken" }, question: { step: "window" } });
    const joined = await tells({ kind: "press", press: { to: "window", window: "any", serviceId }, callbackId: "1" });
    expect(joined?.question).toMatchObject({ step: "personal_data" });
    expect((await agreesToBoth())?.note).toMatchObject({ about: "accepted" });
    expect(await bookings()).toEqual(["asked"]);
  });

  it("is not held without a consent, and its person is on no list", async () => {
    const { tells, bookings, start } = await fromThePage();
    await tells(start);
    const refused = await tells({ kind: "press", press: { to: "refuse" }, callbackId: "1" });
    expect(refused?.note).toMatchObject({ about: "refused" });
    expect(await bookings()).toEqual([]);
  });

  it("that the practice declines leaves its person on the list", async () => {
    const { tells, agreesToBoth, bookings, slot, start } = await fromThePage();
    await tells(start);
    await agreesToBoth();
    const [booking] = await list.database.transaction(({ bookings: each }) => each.ofSlot(slot.id));
    const { id: operatorId } = await addOperator(list.connection);
    const decline = { kind: "decline", hides: false, otherSlotId: null } as const;
    const outcome = await list.answerAsk.execute({ operatorId, bookingId: booking?.id ?? "", answer: decline });
    expect(outcome).toEqual({ status: "declined" });
    expect(await bookings()).toEqual(["cancelled"]);
    expect((await list.row(booking?.requestId ?? "")).status).toBe("new");
    const status = await tells({ kind: "press", press: { to: "status" }, callbackId: "1" });
    expect(status?.note).toMatchObject({ about: "requests" });
  });
});
