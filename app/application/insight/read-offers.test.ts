import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OfferChannel, OfferStatus } from "#app/domain/offers/types.ts";
import { offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { insightCsv } from "#app/views/insight/insight-csv.server.ts";
import { offerNumbersView } from "#app/views/offers/offer-numbers-view.ts";
import { GetInsightQuery } from "./get-insight.ts";

const HOUR = 3_600_000;
/** A Tuesday noon in Moscow, of a week that is over when the clock of the tests begins. */
const FREED = new Date("2026-11-10T09:00:00Z");
const WEEK = { from: "2026-11-09", to: "2026-11-15" };

type Answered = { status: OfferStatus; channel?: OfferChannel; called?: boolean };
type Freed = { state: "taken" | "exhausted" | "stopped"; inDays?: number; minutes?: number; offered?: Answered[] };

describe.each(DATABASES)("the numbers of offers on $name", ({ open }) => {
  let list: TestWaitlist;
  let serviceId: string;
  const people: string[] = [];
  beforeAll(async () => {
    list = await waitlistOver(await open());
    const service = await addService(list.connection);
    serviceId = service.id;
    for (const nth of [1, 2, 3]) people.push((await list.join(service.slug, email(`p${nth}@example.org`))).id);
  });
  afterAll(() => list.close());

  let hours = 0;
  async function freed({ state, inDays = 2, minutes = 30, offered = [] }: Freed, at = FREED) {
    hours += 1;
    // Minutes apart, so that no two hours overlap and each keeps its distance.
    const startsAt = new Date(at.getTime() + inDays * 24 * HOUR + hours * HOUR);
    const { id: slotId } = await addSlot(list.connection, serviceId, startsAt);
    const id = v7();
    const ended = new Date(at.getTime() + minutes * 60_000);
    await list.db.insert(slotFillings).values({
      ...{ id, slotId, state, seriesSlotIds: [], mode: "automatic" },
      ...{ startsAt: at, keepsUntil: startsAt, createdAt: at, endedAt: ended },
    });
    const rows = offered.map(({ status, channel = "email", called = true }, nth) => ({
      ...{ id: v7(), fillingId: id, slotId, waitlistRequestId: people[nth] ?? "", round: 1, channel, status },
      ...{ offeredAt: at, holdsUntil: ended, answeredAt: ended, calledAt: called ? ended : null },
      ...{ linkTokenHash: v7(), linkKid: "l1" },
    }));
    if (rows.length > 0) await list.db.insert(offers).values(rows);
  }
  const insight = () => new GetInsightQuery(list).execute(WEEK);
  const accepted: Freed = { state: "taken", offered: [{ status: "declined" }, { status: "accepted" }] };

  it("count the hours that the list filled, and none while fewer than five were taken", async () => {
    for (let nth = 0; nth < 4; nth += 1) await freed(accepted);
    await freed({ state: "exhausted", offered: [{ status: "expired" }] });
    // The operator's own: an hour that was booked by hand, and one that was shown to everybody.
    await freed({ state: "taken" });
    await freed({ state: "stopped", offered: [{ status: "withdrawn" }] });
    await freed(accepted, new Date("2026-11-16T09:00:00Z"));
    expect((await insight()).offers).toEqual({
      hours: null,
      answers: {
        accepted: { channels: null, startsIn: null },
        declined: { channels: null, startsIn: null },
        silent: { channels: null, startsIn: null },
      },
    });
    await freed({ ...accepted, minutes: 90, offered: [{ status: "expired" }, { status: "accepted" }] });
    const { hours: filled } = (await insight()).offers;
    expect(filled).toEqual({ freed: 6, filled: 5, offers: 2, seconds: 30 * 60 });
  });

  it("tell the answers by channel and distance, without calls that nobody made", async () => {
    const call = { channel: "call" } as const;
    for (let nth = 0; nth < 5; nth += 1)
      await freed({
        ...{ state: "exhausted", inDays: 0 },
        offered: [
          { ...call, status: "declined" },
          { ...call, status: "expired", called: false },
          { ...call, status: "expired" },
        ],
      });
    const { offers: told } = await insight();
    expect(told.answers.accepted).toEqual({
      channels: { groups: [{ key: "email", count: 5 }], rest: 0 },
      startsIn: { groups: [{ key: "1_3d", count: 5 }], rest: 0 },
    });
    // Four declined mails and two silent ones would show as what is left.
    expect(told.answers.declined.channels).toEqual({ groups: [], rest: 9 });
    expect(told.answers.silent.channels).toEqual({ groups: [], rest: 7 });
    expect(offerNumbersView(told).channels).toMatchObject([
      { name: "письмо", counts: { accepted: 5, declined: null, silent: null } },
      { name: "остальные", counts: { accepted: 0, declined: 9, silent: 7 } },
    ]);
    const csv = insightCsv(await insight());
    expect(csv).toContain('Как окна находят людей,2026-11-09,2026-11-15,,"Доля занятых, %",45');
    expect(csv).toContain("Как предложили и что ответили,2026-11-09,2026-11-15,письмо,Согласились,5");
    expect(csv).not.toContain("звонок");
  });
});
