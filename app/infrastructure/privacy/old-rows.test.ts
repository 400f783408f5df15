import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatEvent } from "#app/domain/chat/conversation.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { chats } from "#app/infrastructure/tables/chat.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { offers } from "#app/infrastructure/tables/offers.ts";
import { rateLimits } from "#app/infrastructure/tables/upkeep.ts";
import { consents, leads, leadTimelineEvents, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator, addSession } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { recordViews, viewed } from "#app/testing/rows/views.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { conciergeLinkOf } from "#app/wiring/chat.server.ts";

const visit = { pagePath: "/booking/no-slots/", referrerHost: "t.me", utm: { utm_source: "x" } };
/** Rows that only the practice itself writes. */
const THE_PRACTICES_OWN = [
  "availability_slots",
  "document_versions",
  "key_canary",
  "operators",
  "practice_settings",
  "recovery_codes",
  "services",
  "timetable_changes",
];

describe.each(DATABASES)("what strangers leave behind on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  const run = async (text: string) => (await list.connection.run(text)).rows.map((row) => Object(row));
  const namesOf = async (text: string): Promise<string[]> => (await run(text)).map(({ name }) => name);
  const allTables = () => namesOf("select tablename as name from pg_tables where schemaname = 'public' order by 1");

  /** Four years pass for every row of every table. */
  async function age() {
    for (const table of await allTables()) {
      const moments = await namesOf(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = '${table}' and data_type = 'timestamp with time zone'`,
      );
      const older = moments.map((column) => `${column} = ${column} - interval '4 years'`);
      if (table === "rate_limits") older.push("expire = 0");
      if (older.length === 0) continue;
      // Append-only tables refuse every other change.
      await run(`alter table ${table} disable trigger user`);
      await run(`update ${table} set ${older.join(", ")}`);
      await run(`alter table ${table} enable trigger user`);
    }
  }

  async function writesInTheChat(person: number, answered: boolean) {
    const contact = chatContact("telegram", person);
    const events: ChatEvent[] = [{ kind: "start", deepLinkId: "AAAAAAAA" }, { kind: "text" }];
    for (const [nth, event] of events.entries()) {
      const name = { method: "telegram", value: `name${person}` } as const;
      await list.receiveUpdate.execute({ updateId: person * 10 + nth, contact, name, event });
    }
    const [chat] = await list.db.select({ id: chats.id }).from(chats);
    if (answered && chat) await list.answerChat.execute({ chatId: chat.id }, attempt());
  }

  /** One is passed over, the other takes the hour. */
  async function offersTo(service: { id: string; slug: string }, operatorId: string) {
    const paused = await list.join(service.slug, email("paused@example.org"));
    await list.changeRequest.execute({ token: paused.token, change: { to: "paused" } });
    await list.join(service.slug, email("taker@example.org"));
    const slot = await addSlot(list.connection, service.id, new Date(list.clock().getTime() + 9 * 24 * 3600_000));
    const started = await list.startFilling.execute({ operatorId, slotId: slot.id, weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    const [offer] = await list.db.select({ id: offers.id }).from(offers);
    const answer = { offer: { offerId: offer?.id ?? "" }, answer: { yes: true }, source: "web" } as const;
    expect((await list.answerOffer.execute(answer)).status).toBe("booked");
    await list.database.transaction(({ offers: each }) => each.keepLinksOf(slot.id, list.clock()));
  }

  it("is gone from every table when its time is over", async () => {
    const service = await addService(list.connection);
    const { id: operatorId } = await addOperator(list.connection);
    const limits = { admitClick: () => true };
    await conciergeLinkOf({ ...list, limits }).execute({
      bot: { messenger: "telegram", name: "balance_bot" },
      serviceSlug: service.slug,
      slotId: null,
      visit,
      addressPrefix: "",
      counted: true,
    });
    await recordViews(list.db, [viewed(list.clock().toISOString(), service.slug)]);
    const person = await list.join(service.slug, email("person@example.org"), { visit });
    await list.join(service.slug, email("person@example.org"), { visit, preferredTimeWindow: "weekend" });
    await list.confirmRequest.execute({ requestId: person.id }, attempt());
    await list.askToLeave.execute({ contact: email("person@example.org") });
    await list.join(service.slug, email("suspect@example.org"), { suspect: true });
    const erased = await list.join(service.slug, email("erased@example.org"));
    await list.eraseRequest.execute({ token: erased.token, visit });
    await writesInTheChat(9_000_001, true);
    await writesInTheChat(9_000_002, false);
    const failure = { action: "sign_in_failed", at: list.clock(), details: { step: "password" } } as const;
    await list.database.transaction(async ({ deskAudit }) => {
      for (const who of [null, null, operatorId]) await deskAudit.record({ ...failure, operatorId: who });
    });
    await addSession(list.connection, operatorId, list.clock(), "password");
    await offersTo(service, operatorId);
    const caller = { contact: email("caller@example.org"), serviceId: service.id, slotId: null };
    expect((await list.askConsent.execute({ operatorId, ...caller })).status).toBe("asked");
    await list.db.insert(rateLimits).values({ key: "address:x", points: 1, expire: Date.now() + 3600_000 });

    const written: string[] = [];
    for (const table of await allTables()) {
      if ((await run(`select 1 from ${table} limit 1`)).length > 0) written.push(table);
    }
    const strangers = (await allTables()).filter((table) => !THE_PRACTICES_OWN.includes(table));
    expect(written).toEqual(expect.arrayContaining(strangers));

    // Requests lapse, lose their contact and are deleted in turn, each with a new term.
    for (const _ of ["lapsed", "without a contact", "forgotten"]) {
      await age();
      await list.endCaller.allOver();
      await list.runRetention.execute();
    }
    const left: string[] = [];
    for (const table of strangers) if ((await run(`select 1 from ${table} limit 1`)).length > 0) left.push(table);
    expect(left).toEqual([]);
  });

  it("of a request stays three years after its contact is destroyed, then is deleted", async () => {
    const [one, other] = [await addService(list.connection), await addService(list.connection)];
    const contact = email("twice@example.org");
    const requests = [await list.join(one.slug, contact), await list.join(other.slug, contact)];
    const alone = await list.join(one.slug, email("alone@example.org"));
    await list.confirmRequest.execute({ requestId: alone.id }, attempt());
    const leadsOf = async (id: string) => (await list.row(id)).leadId ?? "";
    const [leadId, leadAlone] = [await leadsOf(requests[0]?.id ?? ""), await leadsOf(alone.id)];
    for (const { token } of [...requests, alone]) await list.eraseRequest.execute({ token, visit });
    const closedMonthsAgo = async (id: string, months: number) => {
      const at = sql`${list.clock().toISOString()}::timestamptz - ${months} * interval '1 month'`;
      await list.db.update(waitlistRequests).set({ closedAt: at }).where(eq(waitlistRequests.id, id));
    };
    await closedMonthsAgo(requests[0]?.id ?? "", 38);
    await closedMonthsAgo(requests[1]?.id ?? "", 36);
    await closedMonthsAgo(alone.id, 38);
    for (const _ of ["once", "twice"]) await list.runRetention.execute();

    const ids = [...requests, alone].map(({ id }) => id);
    const kept = await list.db.select().from(waitlistRequests).where(inArray(waitlistRequests.id, ids));
    expect(kept.map(({ id }) => id)).toEqual([requests[1]?.id]);
    const left = list.db
      .select({ id: leads.id })
      .from(leads)
      .where(inArray(leads.id, [leadId, leadAlone]));
    expect(await left).toEqual([{ id: leadId }]);
    const gone = ids.filter((id) => id !== requests[1]?.id);
    for (const table of [consents, leadTimelineEvents, mails]) {
      expect(await list.db.$count(table, inArray(table.waitlistRequestId, gone))).toBe(0);
    }
    expect(await list.db.$count(consents, eq(consents.waitlistRequestId, requests[1]?.id ?? ""))).toBe(2);
  });

  it("of evidence cannot be deleted before three years", async () => {
    const rows = (years: number, days: number) =>
      run(`insert into desk_audit (action, at, details) values ('sign_in_failed', now() - interval '${years} years ${days} days', '{}')
        returning id::int as id`);
    const [[young], [old]] = [await rows(2, 360), await rows(3, 1)];
    await expect(run(`delete from desk_audit where id = ${young.id}`)).rejects.toThrow("append-only");
    await run(`delete from desk_audit where id = ${old.id}`);
    await list.runRetention.execute();
    const left = await run(`select id::int as id from desk_audit where id in (${young.id}, ${old.id})`);
    expect(left).toEqual([{ id: young.id }]);
    await expect(run("delete from erasures")).rejects.toThrow("append-only");
  });
});
