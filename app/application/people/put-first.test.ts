import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver, type TestDesk } from "#app/testing/desk-people.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { offersDeskOf } from "#app/wiring/offers-desk.server.ts";

describe.each(DATABASES)("a person is put first, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestDesk;
  let people = 0;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await deskOver(list);
  });
  afterAll(() => list.close());

  async function world() {
    const service = await addService(list.connection);
    const joined: string[] = [];
    while (joined.length < 2) {
      people += 1;
      joined.push((await list.join(service.slug, email(`first${people}@example.org`))).id);
      list.laterByMinutes(1);
    }
    const startsAt = new Date(list.clock().getTime() + 9 * 86_400_000 + people * 3_600_000);
    const slot = await addSlot(list.connection, service.id, startsAt);
    const [early = "", late = ""] = joined;
    return { early, late, slotId: slot.id };
  }
  const putFirst = async (id: string, reason: "promised" | null = "promised") =>
    desk.putFirst.execute({ ...(await desk.seen(id)), reason });
  const order = async (slotId: string) => {
    const preview = await list.previewFilling.execute({ operatorId: desk.anna.id, slotId });
    if (preview.status !== "preview") throw new Error(preview.status);
    return preview.line.map(({ candidate }) => candidate.request.id);
  };

  it("and is offered the hour before everybody else; the journal says why", async () => {
    const { early, late, slotId } = await world();
    expect(await order(slotId)).toEqual([early, late]);
    expect(await putFirst(late)).toEqual({ status: "done" });
    expect(await order(slotId)).toEqual([late, early]);
    const started = await list.startFilling.execute({ operatorId: desk.anna.id, slotId, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const { getSlotOffers } = offersDeskOf({ ...list, timetable: { invalidate: () => undefined } });
    const record = await getSlotOffers.execute(slotId);
    expect(record?.offers.map(({ requestId }) => requestId)).toEqual([late]);
    expect(record?.people.get(late)?.putFirstReason).toBe("promised");
    expect(await desk.audit(late)).toMatchObject([{ action: "put_first", details: { reason: "promised" } }]);
    expect(await list.timeline(late)).toContainEqual({
      eventName: "waitlist_put_first",
      properties: expect.objectContaining({ reason: "promised" }),
    });
  });

  it("and is put back at their own place", async () => {
    const { early, late, slotId } = await world();
    await putFirst(late);
    expect((await putFirst(late)).status).toBe("changed");
    expect((await desk.getPerson.execute(late))?.putFirst).toEqual({ at: list.clock(), reason: "promised" });
    expect(await putFirst(late, null)).toEqual({ status: "done" });
    expect(await order(slotId)).toEqual([early, late]);
    expect((await putFirst(late, null)).status).toBe("changed");
    expect((await desk.audit(late)).map(({ action }) => action)).toEqual(["put_first", "put_first_undone"]);
  });

  it("until their request is closed: it returns at its own place", async () => {
    const { early, late, slotId } = await world();
    await putFirst(late);
    await desk.closeRequest.execute({ ...(await desk.seen(late)), reason: "declined" });
    expect((await putFirst(late, null)).status).toBe("changed");
    list.laterByMinutes(1);
    await desk.putBackInList.execute(await desk.seen(late));
    expect(await order(slotId)).toEqual([early, late]);
  });
});
