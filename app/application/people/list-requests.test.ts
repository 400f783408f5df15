import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { ListPlace } from "#app/application/ports/people.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Note } from "#app/domain/people/operator-work.ts";
import { listQuery } from "#app/forms/people/desk-people.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver, type TestDesk } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { listCommand } from "#app/views/people/desk-list-view.ts";
import type { RequestList } from "./list-requests.ts";

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

  /** With the parameters of its address, as the page requests it. */
  const ask = (query: z.input<typeof listQuery>, after: ListPlace | null = null) =>
    desk.listRequests.execute({ ...listCommand(listQuery.parse({ service: serviceSlug, ...query })), after });
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

  it("lists open requests, oldest promise first; each filter adds a condition", async () => {
    serviceSlug = (await addService(list.connection)).slug;
    const at = list.clock();
    const soon = await join({ answerBy: new Date(at.getTime() + 1000) });
    const late = await join({ answerBy: new Date(at.getTime() - 1000) });
    const evening = await join({ preferredTimeWindow: "weekday_evening" });
    const phone = await join({ preferredContactMethod: "phone" });
    const unreachable = await join({ unreachableAt: at });
    const leaving = await join({ leaveRequestedAt: at });
    const past = new Date(at.getTime() - 2000);
    const marks = { pausedAt: at, leaveRequestedAt: at, unreachableAt: at };
    const paused = await join({ pausedAt: at, answerBy: past });
    const contacted = await join({ status: "contacted", contactedAt: at, ...marks, answerBy: past });
    const closed = await join({ status: "closed", closedReason: "booked", closedAt: at, ...marks, answerBy: past });
    const suspect = await join({}, true);

    const waiting = listed(await ask({}));
    expect(waiting?.slice(0, 3)).toEqual([paused, late, soon]);
    expect(waiting?.slice(3).sort()).toEqual([evening, phone, unreachable, leaving].sort());
    const answers: [z.input<typeof listQuery>, string[]][] = [
      [{ overdue: "on" }, [late]],
      [{ overdue: "on", status: "open" }, [late]],
      [{ overdue: "on", status: "contacted" }, []],
      [{ window: "weekday_evening" }, [evening]],
      [{ method: "phone" }, [phone]],
      [{ unreachable: "on" }, [contacted, unreachable]],
      [{ leaving: "on" }, [contacted, leaving]],
      [{ paused: "on" }, [paused, contacted].sort()],
      [{ paused: "on", status: "new" }, [paused]],
      [{ paused: "on", status: "closed" }, [closed]],
      [{ quarantined: "on" }, [suspect]],
      [{ status: "contacted" }, [contacted]],
      [{ status: "closed" }, [closed]],
      [{ paused: "on", leaving: "on" }, [contacted]],
      [{ overdue: "on", window: "any", method: "email" }, [late]],
    ];
    for (const [query, ids] of answers) expect([query, listed(await ask(query))]).toEqual([query, ids]);
    const other = await addService(list.connection);
    expect(listed(await ask({ service: other.slug }))).toEqual([]);
    expect(await ask({ service: "no-such" })).toMatchObject({ status: "unknown-service" });
  });

  it("pages by key: every request once, also with removed rows and equal promises", async () => {
    serviceSlug = (await addService(list.connection)).slug;
    const ids: string[] = [];
    for (let each = 0; each < 101; each += 1) ids.push(await join());
    const first = await ask({});
    if (first.status !== "listed" || !first.next) throw new Error("one page is not all");
    const [gone = ""] = listed(first) ?? [];
    await desk.closeRequest.execute({ ...(await desk.seen(gone)), reason: "booked" });
    const second = await ask({}, first.next);
    if (second.status !== "listed" || !second.next) throw new Error("two pages are not all");
    const third = await ask({}, second.next);
    expect(third).toMatchObject({ next: null });
    const seen = [first, second, third].flatMap((page) => listed(page) ?? []);
    expect(seen).toHaveLength(101);
    expect([...seen].sort()).toEqual([...ids].sort());
  });

  it("shows the last note of each request, and its time", async () => {
    serviceSlug = (await addService(list.connection)).slug;
    const contact = email("noted@example.org");
    const { id } = await list.join(serviceSlug, contact);
    const other = await list.join((await addService(list.connection)).slug, contact);
    const silent = await join();
    const note = (requestId: string, said: Note) =>
      desk.addNote.execute({ requestId, operatorId: desk.anna.id, note: said });
    await note(id, "no_answer");
    list.later(1);
    await note(id, "call_tomorrow");
    const at = list.clock();
    list.later(1);
    await note(other.id, "thinking");
    const page = await ask({});
    if (page.status !== "listed") throw new Error(page.status);
    const noted = new Map(page.requests.map((each) => [each.request.id, each.note]));
    expect(noted).toEqual(
      new Map([
        [id, { note: "call_tomorrow", at }],
        [silent, null],
      ]),
    );
  });

  it("finds a person by their exact contact, waiting ones first; the search is audited", async () => {
    serviceSlug = (await addService(list.connection)).slug;
    const contact = email("exact@example.org");
    const first = await list.join(serviceSlug, contact);
    await desk.closeRequest.execute({ ...(await desk.seen(first.id)), reason: "declined" });
    const find = (value: Contact) => desk.findByContact.execute({ contact: value, operatorId: desk.boris.id });
    expect(await find(contact)).toEqual({ status: "found", requestId: first.id });
    list.later(1);
    const second = await list.join(serviceSlug, contact);
    await list.join(serviceSlug, contact, { suspect: true });
    expect(await find(contact)).toEqual({ status: "found", requestId: second.id });
    expect(await find(email("exact@example.or"))).toEqual({ status: "nobody" });
    const { rows } = await list.connection.run(
      "select operator_id, subject_id, details from desk_audit where action = 'searched' order by id",
    );
    expect(rows).toEqual(
      [first.id, second.id, null].map((subject_id) => ({ operator_id: desk.boris.id, subject_id, details: {} })),
    );
  });
});
