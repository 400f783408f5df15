import { eq, isNull, ne } from "drizzle-orm";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { addService, addSlot, submission } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist } from "#app/testing/waitlist.ts";
import { phone } from "./callers.ts";
import { type Act, Killed, type World, wired } from "./story.ts";

const HOUR = 3_600_000;
const VISIT = { pagePath: "/", referrerHost: null, utm: {} };

/** Everybody acts on offers, in whatever order a test asks for. */
export function offerStory(list: TestWaitlist, operatorId: string) {
  let killed = false;
  let phones = 0;
  const app = wired(list, () => killed);
  const allOffers = () => list.db.select().from(offers).orderBy(offers.offeredAt, offers.id);
  const standing = () => list.db.select().from(bookings).where(ne(bookings.state, "cancelled"));

  async function build({ starts, people }: { starts: number[]; people: number }): Promise<World> {
    await list.connection.run("delete from availability_slots");
    const service = await addService(list.connection);
    const joined: World["people"] = [];
    for (let nth = 0; nth < people; nth += 1) {
      const address = `${service.slug}n${nth}@example.org`;
      joined.push({ ...(await list.join(service.slug, email(address))), address });
      list.laterByMinutes(1);
    }
    const at = Math.ceil(list.clock().getTime() / HOUR) * HOUR;
    const slots: string[] = [];
    for (const hours of starts)
      slots.push((await addSlot(list.connection, service.id, new Date(at + hours * HOUR))).id);
    return { service, slots, people: joined, called: [] };
  }

  /** The due jobs. */
  async function work() {
    await app.endCaller.allOver();
    for (const { id } of await list.db.select().from(slotFillings).where(isNull(slotFillings.endedAt)))
      await app.advanceFilling.execute({ fillingId: id });
    for (const { id, status } of await allOffers())
      if (status === "open") await app.sendOffer.execute({ offerId: id }, attempt());
    for (const { id, state } of await standing()) if (state === "asked") await app.endAsk.execute({ bookingId: id });
  }

  async function archiving(serviceId: string, to: "archived" | "active") {
    const [service] = await list.db.select().from(services).where(eq(services.id, serviceId));
    return app.changeService.execute({ operatorId, serviceId, seenVersion: service?.version ?? 0, change: { to } });
  }

  async function act(what: Act, which: number, world: World): Promise<unknown> {
    const of = <Each>(each: readonly Each[]) => each[which % Math.max(1, each.length)];
    const slotId = of(world.slots) ?? "";
    const otherSlotId = world.slots[(which + 1) % world.slots.length] ?? "";
    const person = of(world.people);
    const offer = of(await allOffers());
    const booking = of(await list.db.select().from(bookings));
    const asked = of((await standing()).filter(({ state }) => state === "asked"));
    const reference = { operatorId, slotId };
    const called = of(world.called) ?? slotId;
    const consent = async () => (await list.database.transaction((all) => all.callers.linkTokenOf(called))) ?? "";
    const row = person && (await list.row(person.id));
    const onRequest = { operatorId, requestId: person?.id ?? "", seenAt: row?.updatedAt ?? new Date(0) };
    const answer = (given: { yes: true } | { yes: false; reason: null }) =>
      offer && app.answerOffer.execute({ offer: { offerId: offer.id }, answer: given, source: "web" });
    const onOffer = (done: Parameters<typeof app.actOnOffer.execute>[0]["act"]) =>
      offer && app.actOnOffer.execute({ operatorId, offerId: offer.id, act: done });
    const onAsk = (given: Parameters<typeof app.answerAsk.execute>[0]["answer"]) =>
      asked && app.answerAsk.execute({ operatorId, bookingId: asked.id, answer: given });
    const cancels = (bookingId: string | null, token: string) =>
      app.cancelBooking.execute({ by: "person", bookingId, token, source: "web" });
    switch (what) {
      case "work":
        return work();
      case "start":
      case "weekly":
        return app.startFilling.execute({ ...reference, weekly: what === "weekly" });
      case "stop":
        return app.stopFilling.execute(reference);
      case "yes":
        return answer({ yes: true });
      case "no":
        return answer({ yes: false, reason: null });
      case "extend":
      case "withdraw":
        return onOffer({ kind: what });
      case "agreed":
      case "no_answer":
        return onOffer({ kind: "called", result: what });
      case "cancel": {
        const link = await list.database.transaction((each) => each.offers.linkTokenOf(booking?.offerId ?? slotId));
        return cancels(null, link ?? "");
      }
      case "cancelled by the practice":
        return booking && app.cancelBooking.execute({ by: "operator", bookingId: booking.id, operatorId });
      case "move":
        return booking && app.moveBooking.execute({ operatorId, bookingId: booking.id, toSlotId: slotId });
      case "give":
        return person && app.giveToPerson.execute({ ...reference, requestId: person.id });
      case "book":
        return person && app.bookByHand.execute({ ...reference, requestId: person.id });
      case "ask": {
        if (!person) return;
        const { preferredTimeWindow: _, ...command } = submission(world.service.slug, person.address);
        return app.askForHour.execute({ ...command, slotId });
      }
      case "confirm":
        return onAsk({ kind: "confirm" });
      case "refuse":
        return onAsk({ kind: "decline", hides: which % 3 === 0, otherSlotId: null });
      case "refuse with another":
        return onAsk({ kind: "decline", hides: false, otherSlotId });
      case "give back":
        return asked && cancels(asked.id, await list.tokenOf(asked.waitlistRequestId ?? ""));
      case "call": {
        const contact = phone(phones++);
        const outcome = await app.askConsent.execute({ ...reference, contact, serviceId: world.service.id });
        if (outcome.status === "asked") world.called.push(outcome.callerId);
        return;
      }
      case "consent":
        return app.giveConsent.execute({ token: await consent(), window: "any", visit: VISIT });
      case "refuse consent":
        return app.giveUpCaller.refuse(await consent());
      case "leave":
        return person && app.leaveWaitlist.execute({ token: person.token, visit: VISIT });
      case "erase":
        return person && app.eraseRequest.execute({ token: person.token, visit: VISIT });
      case "pause":
        return person && app.changeRequest.execute({ token: person.token, change: { to: "paused" } });
      case "resume":
        return person && app.changeRequest.execute({ token: person.token, change: { to: "resumed" } });
      case "close":
        return person && app.closeRequest.execute({ ...onRequest, reason: "declined" });
      case "put back":
        return person && app.putBackInList.execute(onRequest);
      case "return":
        return person && app.returnToList.execute({ token: person.token });
      case "archive":
        return archiving(world.service.id, "archived");
      case "restore":
        return archiving(world.service.id, "active");
      case "block":
      case "unblock":
      case "remove":
        return app.changeSlot.execute({ ...reference, change: what });
      case "pass":
        return list.laterByMinutes(which * 47);
      case "lapse":
        list.laterByMinutes(25 * 60);
        return work();
      case "transports":
        list.messages.takes = which % 2 === 0;
        return;
    }
  }

  /** `null`: the process died, and nothing was written. */
  async function perform(what: Act, which: number, world: World, dies: boolean): Promise<{ outcome: unknown } | null> {
    killed = dies;
    try {
      return { outcome: await act(what, which, world) };
    } catch (error) {
      if (error instanceof Killed) return null;
      throw error;
    } finally {
      killed = false;
    }
  }

  return { build, perform, work, allOffers };
}
