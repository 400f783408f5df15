import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SlotEdit } from "#app/domain/timetable/slot-edit.ts";
import { slotSign } from "#app/domain/timetable/timetable-change.ts";
import { offers } from "#app/infrastructure/tables/offers.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { availabilitySlots } from "#app/infrastructure/tables/timetable.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { EditSlotUseCase } from "./edit-slot.ts";
import { GetSlotEditQuery } from "./get-slot-edit.ts";
import { GetTimetableChangeQuery } from "./get-timetable-change.ts";
import { UndoTimetableChangeUseCase } from "./undo-timetable-change.ts";

const timetable = { invalidate: () => undefined };

describe.each(DATABASES)("an hour is changed on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let service: { id: string; slug: string };
  let other: { id: string };
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
    service = await addService(list.connection, { slug: "one" });
    other = await addService(list.connection, { slug: "other", durationMinutes: 80 });
  });
  afterAll(() => list.close());
  afterEach(() => list.db.delete(availabilitySlots));

  const slots = () => list.db.select().from(availabilitySlots).orderBy(availabilitySlots.startsAt);
  const aSlot = async () => (await addSlot(list.connection, service.id, new Date("2026-12-10T09:00:00Z"))).id;
  const signOf = async (slotId: string) => {
    const record = await new GetSlotEditQuery(list).execute(slotId);
    if (!record) throw new Error("no slot");
    return slotSign(record.slot);
  };
  const edit = async (slotId: string, more: Partial<SlotEdit>, seen?: string) =>
    new EditSlotUseCase({ ...list, timetable }).execute({
      operatorId,
      slotId,
      seen: seen ?? (await signOf(slotId)),
      edit: {
        ...{ serviceId: service.id, otherServiceIds: [] },
        date: "2026-12-10",
        time: "12:00",
        minutes: 50,
        ...more,
      },
    });
  const undo = async (outcome: Awaited<ReturnType<typeof edit>>) => {
    if (outcome.status !== "changed") throw new Error(outcome.status);
    return new UndoTimetableChangeUseCase({ ...list, timetable }).execute({ operatorId, changeId: outcome.changeId });
  };

  it("in length and services it stays the same hour; undoing restores it", async () => {
    const id = await aSlot();
    const before = await slots();
    const outcome = await edit(id, { minutes: 90, otherServiceIds: [other.id] });
    expect(await slots()).toMatchObject([
      { id, otherServiceIds: [other.id], endsAt: new Date("2026-12-10T10:30:00Z") },
    ]);
    expect(await undo(outcome)).toEqual({ status: "undone" });
    expect(await slots()).toEqual(before);
    expect(await edit(id, {})).toMatchObject({ status: "unchanged" });
  });

  it("at another time whoever was offered it may be offered it again", async () => {
    const id = await aSlot();
    const { id: requestId } = await list.join(service.slug, email("offered@example.org"));
    const started = await list.startFilling.execute({ operatorId, slotId: id, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    expect(await list.db.select().from(offers)).toHaveLength(1);
    const outcome = await edit(id, { time: "12:30" });
    const [moved] = await slots();
    expect(moved).toMatchObject({ startsAt: new Date("2026-12-10T09:30:00Z"), status: "available" });
    const again = await list.startFilling.execute({ operatorId, slotId: moved?.id ?? "", weekly: false });
    if (again.status !== "started") throw new Error(again.status);
    await list.advanceFilling.execute(again);
    expect(await list.db.select().from(offers)).toMatchObject([{ waitlistRequestId: requestId, status: "open" }]);
    expect(await undo(outcome)).toEqual({ status: "undone" });
    expect(await slots()).toMatchObject([{ id, startsAt: new Date("2026-12-10T09:00:00Z") }]);
  });

  it("is refused over another, without room for a service, and where somebody has it", async () => {
    const id = await aSlot();
    const next = await addSlot(list.connection, service.id, new Date("2026-12-10T10:00:00Z"));
    expect(await edit(id, { minutes: 61 })).toMatchObject({
      refusal: { reason: "overlaps", standing: { id: next.id } },
    });
    expect(await edit(id, { minutes: 40 })).toMatchObject({ refusal: { reason: "too-short", minutes: 50 } });
    expect(await edit(id, { serviceId: operatorId })).toEqual({ status: "unknown-service" });
    const { id: requestId } = await list.join(service.slug, email("has@example.org"));
    await list.bookByHand.execute({ operatorId, slotId: id, requestId });
    expect(await edit(id, { time: "11:00" })).toEqual({ status: "booked" });
    expect((await slots())[0]).toMatchObject({ id, startsAt: new Date("2026-12-10T09:00:00Z") });
  });

  it("by the second of two operators is refused; a taken hour stays where it is", async () => {
    const id = await aSlot();
    const seen = await signOf(id);
    const [first, second] = [await edit(id, { minutes: 60 }, seen), await edit(id, { minutes: 70 }, seen)];
    expect([first.status, second.status]).toEqual(["changed", "changed-meanwhile"]);
    const moved = await edit(id, { time: "15:00" });
    const { id: requestId } = await list.join(service.slug, email("quick@example.org"));
    await list.bookByHand.execute({ operatorId, slotId: (await slots())[0]?.id ?? "", requestId });
    expect(await undo(moved)).toEqual({ status: "undone" });
    expect(await slots()).toMatchObject([{ startsAt: new Date("2026-12-10T12:00:00Z") }]);
  });

  it("to another time stays there when its old time is taken before the undoing", async () => {
    const id = await aSlot();
    await list.join(service.slug, email("asked@example.org"));
    const moved = await edit(id, { time: "15:00" });
    const [there] = await slots();
    const started = await list.startFilling.execute({ operatorId, slotId: there?.id ?? "", weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const made = await list.db.select().from(offers);
    const inTheWay = await aSlot();
    const undone = () => list.db.select().from(deskAudit).where(eq(deskAudit.action, "time_undone"));
    const log = await undone();
    expect(await undo(moved)).toEqual({ status: "undone" });
    expect((await slots()).map((slot) => slot.id)).toEqual([inTheWay, there?.id]);
    expect(made).toMatchObject([{ slotId: there?.id, status: "open" }]);
    expect(await list.db.select().from(offers)).toEqual(made);
    if (moved.status !== "changed") throw new Error(moved.status);
    const record = await new GetTimetableChangeQuery(list).execute({ operatorId, changeId: moved.changeId });
    expect(record?.change.left).toMatchObject([{ id, why: "overlaps" }]);
    expect(await undone()).toEqual(log);
  });

  it("and put back over its own new time counts as one hour", async () => {
    const id = await aSlot();
    expect(await undo(await edit(id, { time: "12:20" }))).toEqual({ status: "undone" });
    expect(await slots()).toMatchObject([{ id, startsAt: new Date("2026-12-10T09:00:00Z") }]);
    const log = await list.db.select().from(deskAudit).where(eq(deskAudit.action, "time_undone"));
    expect(log.at(-1)?.details).toEqual({ kind: "edited", slots: "1", left: "0" });
  });
});
