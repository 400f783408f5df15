import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ListCommand, RequestList } from "#app/application/desk/list-requests.ts";
import type { ListPlace } from "#app/application/desk/ports.ts";
import { waitlistRequests } from "./schema.ts";
import { DATABASES } from "./testing/databases.ts";
import { deskOver, type TestDesk } from "./testing/desk-people.ts";
import { addService } from "./testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "./testing/waitlist.ts";

const listed = (page: RequestList) =>
  page.status === "listed" ? page.requests.map(({ request }) => request.id) : null;

describe.each(DATABASES)("the desk's list on $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestDesk;
  let serviceSlug: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await deskOver(list);
  });
  afterAll(() => list.close());

  const ask = (filter: Partial<ListCommand["filter"]>, after: ListPlace | null = null) =>
    desk.list.execute({ filter: { status: "new", serviceSlug, ...filter }, after });
  let people = 0;
  const join = async (change: Partial<typeof waitlistRequests.$inferInsert> = {}, suspect = false) => {
    people += 1;
    const { id } = await list.join(serviceSlug, email(`l${people}@example.org`), { suspect });
    await list.db
      .update(waitlistRequests)
      .set({ updatedAt: list.clock(), ...change })
      .where(eq(waitlistRequests.id, id));
    return id;
  };

  it("has who waits, oldest promise first, and each filter asks for one thing more", async () => {
    serviceSlug = (await addService(list.connection)).slug;
    const at = list.clock();
    const soon = await join({ answerBy: new Date(at.getTime() + 1000) });
    const late = await join({ answerBy: new Date(at.getTime() - 1000) });
    const evening = await join({ preferredTimeWindow: "weekday_evening" });
    const phone = await join({ preferredContactMethod: "phone" });
    const unreachable = await join({ unreachableAt: at });
    const leaving = await join({ leaveRequestedAt: at });
    const paused = await join({ pausedAt: at });
    const contacted = await join({ status: "contacted", contactedAt: at });
    const closed = await join({ status: "closed", closedReason: "booked", closedAt: at });
    const suspect = await join({}, true);

    const waiting = listed(await ask({}));
    expect(waiting?.slice(0, 2)).toEqual([late, soon]);
    expect(waiting?.slice(2).sort()).toEqual([evening, phone, unreachable, leaving, paused].sort());
    const answers: [Partial<ListCommand["filter"]>, string[]][] = [
      [{ overdue: true }, [late]],
      [{ timeWindow: "weekday_evening" }, [evening]],
      [{ contactMethod: "phone" }, [phone]],
      [{ unreachable: true }, [unreachable]],
      [{ leaving: true }, [leaving]],
      [{ paused: true }, [paused]],
      [{ quarantined: true }, [suspect]],
      [{ status: "contacted" }, [contacted]],
      [{ status: "closed" }, [closed]],
      [{ paused: true, leaving: true }, []],
      [{ overdue: true, timeWindow: "any", contactMethod: "email" }, [late]],
    ];
    for (const [filter, ids] of answers) expect([filter, listed(await ask(filter))]).toEqual([filter, ids]);
    const other = await addService(list.connection);
    expect(listed(await ask({ serviceSlug: other.slug }))).toEqual([]);
    expect(await ask({ serviceSlug: "no-such" })).toMatchObject({ status: "unknown-service" });
  });

  it("goes on after a key: every request once, also when one before it is gone, and equal promises too", async () => {
    serviceSlug = (await addService(list.connection)).slug;
    const ids: string[] = [];
    for (let each = 0; each < 101; each += 1) ids.push(await join());
    const first = await ask({});
    if (first.status !== "listed" || !first.next) throw new Error("one page is not all");
    const [gone = ""] = listed(first) ?? [];
    await desk.closed.execute({ ...(await desk.seen(gone)), reason: "booked" });
    const second = await ask({}, first.next);
    if (second.status !== "listed" || !second.next) throw new Error("two pages are not all");
    const third = await ask({}, second.next);
    expect(third).toMatchObject({ next: null });
    const seen = [first, second, third].flatMap((page) => listed(page) ?? []);
    expect(seen).toHaveLength(101);
    expect([...seen].sort()).toEqual([...ids].sort());
  });

  it("finds a person by their exact contact: who waits before who left, and nobody by half of it", async () => {
    serviceSlug = (await addService(list.connection)).slug;
    const contact = email("exact@example.org");
    const first = await list.join(serviceSlug, contact);
    await desk.closed.execute({ ...(await desk.seen(first.id)), reason: "declined" });
    expect(await desk.find.execute(contact)).toBe(first.id);
    list.later(1);
    const second = await list.join(serviceSlug, contact);
    await list.join(serviceSlug, contact, { suspect: true });
    expect(await desk.find.execute(contact)).toBe(second.id);
    expect(await desk.find.execute(email("exact@example.or"))).toBeNull();
  });
});
