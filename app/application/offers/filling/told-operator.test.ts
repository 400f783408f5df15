import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { attempt, email, OPERATOR, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { offersDeskOf } from "#app/wiring/offers-desk.server.ts";

const DAY = 86_400_000;

describe.each(DATABASES)("what waits for the operator after offers, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: ReturnType<typeof offersDeskOf>;
  let operatorId: string;
  let people = 0;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = offersDeskOf({ ...list, timetable: { invalidate: () => undefined } });
    operatorId = (await addOperator(list.connection)).id;
  });
  afterAll(() => list.close());

  /** One person on a list, and free hours so far ahead. */
  async function world(...aheads: number[]) {
    const service = await addService(list.connection);
    people += 1;
    const person = await list.join(service.slug, email(`told.operator${people}@example.org`));
    const slotIds: string[] = [];
    for (const ahead of aheads) {
      const startsAt = new Date(list.clock().getTime() + ahead + people * 60 * 60_000);
      slotIds.push((await addSlot(list.connection, service.id, startsAt)).id);
    }
    return { ...person, slotIds };
  }
  async function offered(slotId: string) {
    const started = await list.startFilling.execute({ operatorId, slotId, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const [offer] = await list.database.transaction(({ offers }) => offers.ofSlot(slotId));
    return { fillingId: started.fillingId, offerId: offer?.id ?? "" };
  }
  async function silence(slotId: string) {
    const { fillingId, offerId } = await offered(slotId);
    await list.sendOffer.execute({ offerId }, attempt());
    list.later(2);
    await list.advanceFilling.execute({ fillingId });
    return fillingId;
  }
  const exhausted = async () => (await list.queued("tell-operator")).filter(({ about }) => about === "exhausted");
  const silent = async () => (await desk.getOffersPage.execute()).silent.map(({ requestId }) => requestId);

  it("an hour that nobody is left for is told by one mail, without a name or an hour", async () => {
    const { id, slotIds } = await world(10 * DAY);
    const fillingId = await silence(slotIds[0] ?? "");
    expect(await exhausted()).toEqual([{ requestId: id, about: "exhausted", fillingId }]);
    await list.advanceFilling.execute({ fillingId });
    expect(await exhausted()).toHaveLength(1);
    list.later(1);
    const notice = { requestId: id, about: "exhausted", fillingId } as const;
    await list.tellOperator.execute(notice, attempt());
    await list.tellOperator.execute(notice, attempt());
    const mails = (await list.mails()).filter(({ to }) => to === OPERATOR);
    const about = mails.filter(({ text }) => /Окна, на\sкоторые никто не\sнашёлся: 1/.test(text ?? ""));
    expect(about).toHaveLength(1);
    expect(about[0]?.text).toContain("/desk/offers/");
    expect(about[0]?.text).not.toContain("told.operator");
  });

  it("two silences in a row are asked about once, and an answer resets the count", async () => {
    const { id, slotIds } = await world(20 * DAY, 24 * DAY, 28 * DAY);
    const [first = "", second = "", third = ""] = slotIds;
    await silence(first);
    expect(await silent()).not.toContain(id);
    await silence(second);
    expect(await silent()).toContain(id);
    const asked = async () => (await list.queued("ask-to-wait")).filter(({ requestId }) => requestId === id);
    expect(await asked()).toHaveLength(1);
    expect(await desk.waitsOn.execute({ operatorId, requestId: id })).toEqual({ status: "done" });
    expect(await desk.waitsOn.execute({ operatorId, requestId: id })).toEqual({ status: "over" });
    expect(await silent()).not.toContain(id);
    expect((await list.timeline(id)).at(-1)?.eventName).toBe("waitlist_renewed");
    list.laterByMinutes(1);
    await silence(third);
    expect(await silent()).not.toContain(id);
    expect(await asked()).toHaveLength(1);
  });

  it("calls without an answer are silence too", async () => {
    const { id, slotIds } = await world(12 * 3_600_000, 18 * 3_600_000);
    for (const slotId of slotIds) {
      const { offerId } = await offered(slotId);
      const act = { kind: "called", result: "no_answer" } as const;
      expect((await list.actOnOffer.execute({ operatorId, offerId, act })).status).toBe("done");
      list.laterByMinutes(1);
    }
    expect(await silent()).toContain(id);
  });
});
