import { TZDate } from "@date-fns/tz";
import { addDays, addHours, nextSaturday, nextWednesday, setHours, startOfDay, startOfHour } from "date-fns";
import { v7 } from "uuid";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { availabilitySlots } from "#app/infrastructure/tables/timetable.ts";
import type { Person } from "../chat/chat.ts";
import { form, plainSpaces } from "../http.ts";
import { mailsIn } from "../mail/outbox.ts";
import type { MarkedWalk } from "../pages/marked-walk.ts";
import { MAIL, MISTYPED, OTHER } from "../pages/marks.ts";
import { expect } from "../practice.ts";
import { serviceOf } from "../records/timetable.ts";

/** `weekend` and `evening`: for those who wait for it. `soon`: too near to write. `open`: for everybody. */
export type MarkedHours = Record<"weekend" | "evening" | "soon" | "open", string>;

/** Hours that the operator keeps closed until they are freed. */
export async function closedHours(connection: Connection): Promise<MarkedHours> {
  const { id: serviceId } = await serviceOf(connection, "primary");
  const today = startOfDay(new TZDate(new Date(), "Europe/Moscow"));
  const inAWeek = addDays(today, 8);
  const hours = {
    weekend: setHours(nextSaturday(inAWeek), 15),
    evening: setHours(nextWednesday(inAWeek), 20),
    soon: addHours(startOfHour(new Date()), 20),
    open: setHours(nextWednesday(inAWeek), 14),
  };
  const close = async (begins: Date) => {
    const [id, startsAt] = [v7(), new Date(begins.getTime())];
    const endsAt = new Date(startsAt.getTime() + 50 * 60_000);
    await connection.db.insert(availabilitySlots).values({ id, serviceId, startsAt, endsAt, status: "blocked" });
    return id;
  };
  return {
    weekend: await close(hours.weekend),
    evening: await close(hours.evening),
    soon: await close(hours.soon),
    open: await close(hours.open),
  };
}

const namedIn = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? "";

/** Frees hours, offers them by mail, in the chat and by a call, takes, declines and asks for them, and opens every page about them. */
export async function markedOffers(
  walk: MarkedWalk,
  { hours, outbox, chat, own }: { hours: MarkedHours; outbox: string; chat: Person; own: string },
) {
  const journal = (slotId: string) => `/desk/offers/${slotId}/`;
  const frees = async (slotId: string) =>
    expect((await walk.ask("/desk/time/", form({ intent: "unblock", slot: slotId }))).status).toBe(303);
  const starts = async (slotId: string) => {
    await frees(slotId);
    const { body } = await walk.ask(journal(slotId));
    const start = form({ intent: "start", seen: namedIn(body, "seen") });
    expect((await walk.ask(journal(slotId), start)).status).toBe(303);
  };
  const offerTo = async (address: string) => {
    let link = "";
    const find = async () => {
      const mail = (await mailsIn(outbox)).find(
        ({ to, text }) => to === address && plainSpaces(text).includes("Появилось свободное время"),
      );
      link = /\/offer\/[\w-]{22}\//.exec(mail?.text ?? "")?.[0] ?? "";
      return link;
    };
    await expect.poll(find, { timeout: 60_000 }).not.toBe("");
    return { link, token: link.slice(-23, -1) };
  };

  await starts(hours.weekend);
  const first = await offerTo(MAIL);
  await walk.ask(first.link, {}, [first.token]);
  await walk.ask(first.link, form({ intent: "decline", reason: MISTYPED }), [first.token]);
  expect((await walk.ask(first.link, form({ intent: "accept" }), [first.token])).status).toBe(303);
  await walk.ask(`${first.link}?done=accepted`, {}, [first.token]);
  expect((await walk.ask(`${first.link}calendar/`)).body).toContain("BEGIN:VEVENT");
  const ownToken = own.slice(-23, -1);
  for (const page of [own, `${own}booking/`]) await walk.ask(page, {}, [ownToken, first.token]);
  expect((await walk.ask(`${own}calendar/`)).body).toContain("BEGIN:VEVENT");
  await walk.around(first.link);

  await starts(hours.evening);
  const second = await offerTo(OTHER);
  await walk.ask(second.link, {}, [second.token]);
  expect((await walk.ask(second.link, form({ intent: "decline", reason: "time" }), [second.token])).status).toBe(303);
  await chat.sees("Появилось свободное время");
  await chat.chooses("Беру это время");
  await chat.sees(/Договорились/);

  await starts(hours.soon);
  const due = async () => (await walk.ask("/desk/offers/")).body;
  await expect.poll(async () => namedIn(await due(), "offer"), { timeout: 60_000 }).not.toBe("");
  const page = await due();
  const called = namedIn(page, "request");
  expect((await walk.ask("/desk/offers/", form({ intent: "reveal", request: called }), [OTHER])).status).toBe(200);
  const result = form({ intent: "no_answer", offer: namedIn(page, "offer") });
  expect((await walk.ask("/desk/offers/", result)).status).toBe(303);

  await frees(hours.open);
  expect((await walk.ask(journal(hours.open), form({ intent: "stop" }))).status).toBe(303);
  const time = `/booking/time/${hours.open}/?service_slug=primary`;
  const asks = (contact_email: string) =>
    form({
      ...{ preferred_contact_method: "email", contact_email },
      ...{ consent_personal_data: "on", consent_communications: "on" },
    });
  expect((await walk.ask(time)).status).toBe(200);
  expect((await walk.ask(time, asks(MISTYPED), [MISTYPED])).status).toBe(400);
  expect((await walk.ask(time, asks(OTHER))).status).toBe(303);
  expect((await walk.ask(time)).status).toBe(404);
  const confirm = form({ intent: "confirm", booking: namedIn(await due(), "booking") });
  expect((await walk.ask("/desk/offers/", confirm)).status).toBe(303);
  const filesTo = async () =>
    (await mailsIn(outbox)).filter(({ text }) => text.includes("meeting.ics")).map(({ to }) => to);
  await expect.poll(filesTo, { timeout: 60_000 }).toEqual(expect.arrayContaining([MAIL, OTHER]));

  for (const slotId of Object.values(hours)) expect((await walk.ask(journal(slotId))).status).toBe(200);
  for (const at of ["/desk/offers/", "/desk/offers/rules/", "/desk/time/", "/desk/insight/", "/desk/audit/"])
    expect((await walk.ask(at)).status).toBe(200);
}
