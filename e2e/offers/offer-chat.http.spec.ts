import { aTitle, click, test } from "../support/chat/chat.ts";
import type { SeenMessage } from "../support/chat/chat-person.ts";
import { type Stubs, WORLDS, type World } from "../support/chat/worlds.ts";
import { offerToList } from "../support/offers/offers.ts";
import { expect, type Practice } from "../support/practice.ts";
import { bookingsOf, endHolds, offersOf } from "../support/records/offers.ts";
import { requestOf } from "../support/records/requests.ts";

const OFFERED = "Появилось свободное время";

/** Somebody who joined the list in the chat, for any time. */
async function onTheList(
  practice: Practice,
  slug: string,
  { title, name }: { title: string; name: string },
  world: World,
  stubs: Stubs,
) {
  const person = world.someone(practice, stubs, name);
  await person.starts(await click(practice, slug, "", world.messenger));
  await person.sees(title);
  await person.joins("Любое время");
  return person;
}

async function service(practice: Practice) {
  const title = aTitle();
  return { ...(await practice.service({ title })), title };
}

const dataOf = (message: SeenMessage, label: string) =>
  message.buttons.find(({ text }) => text === label)?.data ?? `no button ${label}`;

for (const world of WORLDS) {
  const { messenger } = world;
  test(`${messenger}: an hour offered in the chat is taken with one press, and cancelled`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const { id, slug, title } = await service(practice);
    const anna = await onTheList(practice, slug, { title, name: "anna_takes" }, world, stubs);
    const slot = await offerToList(practice, { id, slug }, 4);
    const message = await anna.sees(OFFERED);
    expect(message.text).toContain(title);
    expect(message.text).toContain("Место в листе ожидания остаётся за вами.");
    expect(message.buttons.map(({ text }) => text).slice(0, 2)).toEqual(["Беру это время", "Это время не подходит"]);
    await expect.poll(async () => (await offersOf(practice, slot.id))[0]?.sentAt).not.toBeNull();

    await anna.chooses("Беру это время");
    const booked = await anna.sees(/Договорились/);
    expect(booked.buttons.map(({ text }) => text)).toContain("Отменить встречу");
    expect(await offersOf(practice, slot.id)).toMatchObject([{ status: "accepted", channel: messenger }]);
    expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
    expect(await requestOf(practice, id)).toMatchObject({ status: "closed", closedReason: "booked" });

    // The old button of the offer, pressed again: the same answer, and nothing twice.
    await anna.presses(dataOf(message, "Беру это время"));
    await anna.sees("Время за вами.");
    expect(await bookingsOf(practice, slot.id)).toHaveLength(1);
    await anna.presses(dataOf(booked, "Отменить встречу"));
    await anna.sees("Эта встреча отменена");
    await anna.presses(dataOf(message, "Беру это время"));
    await expect.poll(() => anna.messages.at(-1)?.buttons.map(({ text }) => text)).not.toContain("Беру это время");
    expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "cancelled" }]);
  });

  test(`${messenger}: a no in the chat frees the hour for the next, who may be late`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const { id, slug, title } = await service(practice);
    const vera = await onTheList(practice, slug, { title, name: "vera_declines" }, world, stubs);
    const lida = await onTheList(practice, slug, { title, name: "lida_is_late" }, world, stubs);
    const slot = await offerToList(practice, { id, slug }, 4);
    const first = await vera.sees(OFFERED);
    await vera.chooses("Это время не подходит");
    await vera.sees("Время освобождено.");
    const second = await lida.sees(OFFERED);
    // Another person's button says nothing about the hour.
    await vera.presses(dataOf(second, "Беру это время"));
    await vera.sees("Ваши заявки");
    await vera.presses(dataOf(first, "Беру это время"));
    await vera.sees("Время освобождено.");
    expect(await bookingsOf(practice, slot.id)).toEqual([]);

    await endHolds(practice, slot.id);
    await lida.chooses("Беру это время");
    await expect.poll(() => bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
    const offers = await offersOf(practice, slot.id);
    expect(offers.map(({ status }) => status)).toEqual(["declined", "accepted"]);
  });

  test(`${messenger}: an offer that a stopped bot cannot deliver becomes a call`, async ({ practice, bot, maxBot }) => {
    const stubs = { bot, maxBot };
    const { id, slug, title } = await service(practice);
    const olga = await onTheList(practice, slug, { title, name: "olga_blocks" }, world, stubs);
    await practice.jobsDone();
    world.fails(stubs, "stopped");
    const slot = await offerToList(practice, { id, slug }, 6);
    const offer = async () => (await offersOf(practice, slot.id))[0];
    await expect.poll(offer).toMatchObject({ channel: messenger, sentAt: null });
    await practice.jobsDone();
    await endHolds(practice, slot.id);
    await practice.hurry();
    await expect.poll(async () => (await offer())?.extendedAt).toBeTruthy();
    await practice.jobsDone();
    await endHolds(practice, slot.id);
    await practice.hurry();
    await expect.poll(offer).toMatchObject({ channel: "call", status: "open", sentAt: null });
    expect(olga.messages.filter(({ text }) => text.includes(OFFERED))).toEqual([]);

    // A bot that was blocked before: the person keeps the turn, by a call.
    const ira = await onTheList(practice, slug, { title, name: "ira_blocked" }, world, stubs);
    await ira.stops();
    await practice.jobsDone();
    const another = await offerToList(practice, { id, slug }, 6);
    await expect.poll(() => offersOf(practice, another.id)).toMatchObject([{ channel: "call", status: "open" }]);
  });
}
