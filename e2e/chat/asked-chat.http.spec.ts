import { eq } from "drizzle-orm";
import { deepLinks } from "#app/infrastructure/tables/chat.ts";
import { addOperator } from "#app/testing/desk.ts";
import { aTitle, test } from "../support/chat/chat.ts";
import type { ChatPerson } from "../support/chat/chat-person.ts";
import { type Stubs, WORLDS, type World } from "../support/chat/worlds.ts";
import { send } from "../support/http.ts";
import { expect, type Practice } from "../support/practice.ts";
import { bookingsOf } from "../support/records/offers.ts";
import { requestOf, requestsOf } from "../support/records/requests.ts";

/** Somebody who presses the concierge's button on the page of a free hour, and what the link in it remembers. */
async function fromTheHour(
  practice: Practice,
  { world, stubs, name }: { world: World; stubs: Stubs; name: string },
  flags = {},
) {
  const title = aTitle();
  const service = await practice.service({ title, ...flags });
  const slot = await practice.freeTime(service.id, 5);
  practice.app.timetable.invalidate();
  const address = `${practice.origin}/booking/time/${slot.id}/?service_slug=${service.slug}`;
  const page = await send(address);
  const link = new RegExp(`href="(/booking/${world.messenger}/[^"]*)"`);
  const href = link.exec(page.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(href).toContain(`slot_id=${slot.id}`);
  const { status, headers } = await send(practice.origin + href, { headers: { Referer: address } });
  expect(status).toBe(302);
  const start = new URL(headers.location ?? "").searchParams.get("start") ?? "";
  const person = world.someone(practice, stubs, name);
  await person.starts(start);
  await person.sees("Помогу попросить выбранное время");
  await person.sees(title);
  const stored = await practice.db.select().from(deepLinks).where(eq(deepLinks.slotId, slot.id));
  expect(stored).toMatchObject([{ serviceId: service.id }]);
  return { person, service, slot, title, bookings: () => bookingsOf(practice, slot.id) };
}

async function agrees(person: ChatPerson) {
  await person.chooses("Даю это согласие");
  await person.sees("на связь");
  await person.chooses("Даю это согласие");
}

for (const world of WORLDS) {
  const { messenger } = world;
  test(`${messenger}: an hour is asked for in the chat, held, confirmed and booked there`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const { person, service, slot, bookings } = await fromTheHour(practice, {
      world,
      stubs: { bot, maxBot },
      name: "anna_asks",
    });
    await agrees(person);
    await person.sees("выбранное время держим для вас");
    const [asked] = await bookings();
    expect(asked).toMatchObject({ state: "asked" });
    expect((await send(`${practice.origin}/booking/time/${slot.id}/?service_slug=${service.slug}`)).status).toBe(404);

    const { id: operatorId } = await addOperator(practice.connection);
    const confirm = { operatorId, bookingId: asked?.id ?? "", answer: { kind: "confirm" } as const };
    expect(await practice.app.answerAsk.execute(confirm)).toEqual({ status: "confirmed" });
    await person.sees(/Договорились/);
    expect(await bookings()).toMatchObject([{ state: "booked" }]);
    expect(await requestOf(practice, service.id)).toMatchObject({ status: "closed", closedReason: "booked" });
  });

  test(`${messenger}: an hour is booked at once in the chat where the service says so`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const { person, bookings } = await fromTheHour(
      practice,
      { world, stubs: { bot, maxBot }, name: "vera_books" },
      { bookWithoutAsking: true },
    );
    await agrees(person);
    await person.sees(/Договорились/);
    expect(await bookings()).toMatchObject([{ state: "booked" }]);
  });

  test(`${messenger}: without a consent nothing is held; the hour stays everybody's`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const { person, service, slot, bookings } = await fromTheHour(practice, {
      world,
      stubs: { bot, maxBot },
      name: "lida_refuses",
    });
    await person.chooses("Не даю");
    await person.sees("Без двух согласий заявки не будет");
    expect(await bookings()).toEqual([]);
    expect(await requestsOf(practice, service.id)).toEqual([]);
    expect((await send(`${practice.origin}/booking/time/${slot.id}/?service_slug=${service.slug}`)).status).toBe(200);
  });

  test(`${messenger}: a practice declines in the chat, and the person waits on`, async ({ practice, bot, maxBot }) => {
    const { person, service, slot, bookings } = await fromTheHour(practice, {
      world,
      stubs: { bot, maxBot },
      name: "olga_is_declined",
    });
    await agrees(person);
    await person.sees("выбранное время держим для вас");
    const [asked] = await bookings();
    const { id: operatorId } = await addOperator(practice.connection);
    const decline = { kind: "decline", hides: true, otherSlotId: null } as const;
    const answer = { operatorId, bookingId: asked?.id ?? "", answer: decline };
    expect(await practice.app.answerAsk.execute(answer)).toEqual({ status: "declined" });
    await person.sees("Выбранное время не получится.");
    expect(await bookings()).toMatchObject([{ state: "cancelled", cancelledBy: "operator" }]);
    expect(await requestOf(practice, service.id)).toMatchObject({ status: "new" });
    expect((await send(`${practice.origin}/booking/time/${slot.id}/?service_slug=${service.slug}`)).status).toBe(404);
  });
}
