import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markOfRules } from "#app/domain/offers/rules-change.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import type { OfferSettings } from "#app/domain/offers/types.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { offersDeskOf } from "#app/wiring/offers-desk.server.ts";

describe.each(DATABASES)("the owner's rules of offers, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: ReturnType<typeof offersDeskOf>;
  let owner: Awaited<ReturnType<typeof addOperator>>;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = offersDeskOf({ ...list, timetable: { invalidate: () => undefined } });
    owner = await addOperator(list.connection);
  });
  afterAll(() => list.close());

  const present = async () => (await desk.getOfferRules.execute()).settings;
  const change = async (settings: OfferSettings, seen?: string) =>
    desk.changeOfferRules.execute({ operatorId: owner.id, settings, seen: seen ?? markOfRules(await present()) });
  const audited = async () => {
    const rows = await list.db.select().from(deskAudit).where(eq(deskAudit.operatorId, owner.id));
    return rows.filter(({ action }) => action === "offer_rules_changed").map(({ details }) => details);
  };

  it("are saved as a whole, with the answer of each service, and audited by part", async () => {
    const service = await addService(list.connection);
    const gone = "00000000-0000-7000-8000-00000000000f";
    const settings: OfferSettings = {
      ...DEFAULT_OFFER_SETTINGS,
      quietHours: { from: "22:00", to: "08:00" },
      automatic: true,
      automaticByService: { [service.id]: false, [gone]: true },
    };
    expect(await change(settings)).toEqual({ status: "changed" });
    const { automaticByService, ...rest } = settings;
    expect(await present()).toEqual({ ...rest, automaticByService: { [service.id]: false } });
    expect(await audited()).toEqual([{ changed: "quiet_hours automatic services" }]);
    expect(await change({ ...settings, automaticByService: { [service.id]: false } })).toEqual({ status: "unchanged" });
    expect(await audited()).toHaveLength(1);
    expect(await change(DEFAULT_OFFER_SETTINGS)).toEqual({ status: "changed" });
    expect(await present()).toEqual(DEFAULT_OFFER_SETTINGS);
  });

  it("of which somebody else changed a part meanwhile are not overwritten", async () => {
    const seen = markOfRules(await present());
    await change({ ...DEFAULT_OFFER_SETTINGS, weeklyCap: 5 });
    const mine = { ...DEFAULT_OFFER_SETTINGS, undoDelayMinutes: 30 };
    expect(await change(mine, seen)).toMatchObject({
      status: "changed-meanwhile",
      by: { action: "offer_rules_changed", operatorEmail: owner.email },
    });
    expect(await present()).toMatchObject({ weeklyCap: 5, undoDelayMinutes: 10 });
    await change(DEFAULT_OFFER_SETTINGS);
  });

  it("do not change holds of open offers, and apply to the next one", async () => {
    const service = await addService(list.connection);
    for (const name of ["first", "second"]) await list.join(service.slug, email(`${name}.rules@example.org`));
    const slot = await addSlot(list.connection, service.id, new Date(list.clock().getTime() + 9 * 86_400_000));
    const started = await list.startFilling.execute({ operatorId: owner.id, slotId: slot.id, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const offers = () => list.database.transaction((repositories) => repositories.offers.ofSlot(slot.id));
    const [first] = await offers();
    const ladder = DEFAULT_OFFER_SETTINGS.ladder.map((row, nth) => (nth === 0 ? { ...row, holdHours: 48 } : row));
    await change({ ...DEFAULT_OFFER_SETTINGS, ladder });
    await list.advanceFilling.execute(started);
    expect(await offers()).toEqual([first]);
    const no = { offer: { offerId: first?.id ?? "" }, answer: { yes: false, reason: null }, source: "web" } as const;
    await list.answerOffer.execute(no);
    await list.advanceFilling.execute(started);
    const hours = (each?: { offeredAt: Date; holdsUntil: Date }) =>
      each && (each.holdsUntil.getTime() - each.offeredAt.getTime()) / 3_600_000;
    const [before, after] = (await offers()).map(hours);
    expect(before).toBe(24);
    expect(after).toBeGreaterThan(24);
    await change(DEFAULT_OFFER_SETTINGS);
  });
});
