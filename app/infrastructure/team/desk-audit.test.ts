import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GetAuditQuery } from "#app/application/team/get-audit.ts";
import type { DeskAuditAction, DeskAuditSubject } from "#app/domain/team/desk-audit.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("the audit log on $name", ({ open }) => {
  let list: TestWaitlist;
  let audit: GetAuditQuery;
  let owner: Operator;
  let assistant: Operator;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    audit = new GetAuditQuery(list);
    owner = await addOperator(list.connection);
    assistant = await addOperator(list.connection, "assistant");
    await write(owner, assistant, null);
  });
  afterAll(() => list.close());

  const write = (...who: (Operator | null)[]) =>
    list.database.transaction(async ({ deskAudit }) => {
      for (const each of who)
        await deskAudit.record({ operatorId: each?.id ?? null, action: "searched", at: list.clock() });
    });
  const ids = async () => {
    const { rows } = await list.connection.run("select id::int as id from desk_audit order by id desc");
    return rows.map((row) => Number(Object(row).id));
  };

  it.each([
    "update desk_audit set action = 'sign_in'",
    "update desk_audit set operator_id = null where false",
    "delete from desk_audit",
    "delete from desk_audit where id = 1",
    "truncate desk_audit",
    "truncate operators cascade",
    "insert into desk_audit overriding system value select * from desk_audit on conflict (id) do update set action = 'sign_in'",
  ])("is append-only in the database itself, whoever asks: %s", async (statement) => {
    const read = () => list.connection.run("select * from desk_audit order by id");
    const before = await read();
    expect(before.rows).toHaveLength(3);
    const refused = await list.connection.run(statement).catch((error: unknown) => error);
    expect(refused).toMatchObject({ message: expect.stringContaining("desk_audit is append-only") });
    expect(await read()).toEqual(before);
  });

  it("is paged by key: entries written meanwhile shift no page", async () => {
    await write(...Array.from({ length: 110 }, (_, at) => (at % 2 ? assistant : owner)));
    const all = await ids();
    const seen: number[] = [];
    let next: number | null = null;
    const sizes: number[] = [];
    do {
      const page = await audit.execute(owner, next);
      seen.push(...page.entries.map(({ id }) => id));
      sizes.push(page.entries.length);
      next = page.next;
      await write(assistant, owner);
    } while (next !== null);
    expect(seen).toEqual(all);
    expect(sizes).toEqual([50, 50, 13]);
  });

  it("gives an assistant their own entries only, on every page", async () => {
    const first = await audit.execute(assistant, null);
    const second = await audit.execute(assistant, first.next);
    expect(second.next).toBeNull();
    const given = [...first.entries, ...second.entries];
    const own = "select count(*)::int as own from desk_audit where operator_id = $1";
    expect((await list.connection.run(own, [assistant.id])).rows).toEqual([{ own: given.length }]);
    expect(new Set(given.map(({ operator }) => operator))).toEqual(new Set([assistant.email]));
  });

  it("names the present object of each act, and says what is gone", async () => {
    const service = await addService(list.connection, { title: "Разбор" });
    const startsAt = new Date("2026-12-01T09:00:00Z");
    const slot = await addSlot(list.connection, service.id, startsAt);
    const { id } = await list.join(service.slug, email("anna@example.org"));
    const gone = "00000000-0000-7000-8000-000000000000";
    const deeds: [DeskAuditAction, DeskAuditSubject][] = [
      ["reveal", { kind: "request", id }],
      ["service_changed", { kind: "service", id: service.id }],
      ["slot_added", { kind: "slot", id: slot.id }],
      ["slot_removed", { kind: "slot", id: gone }],
      ["role_changed", { kind: "operator", id: assistant.id }],
    ];
    await list.database.transaction(async ({ deskAudit }) => {
      for (const [action, subject] of deeds)
        await deskAudit.record({ operatorId: owner.id, action, subject, at: list.clock() });
    });
    const { entries } = await audit.execute(owner, null);
    expect(entries.slice(0, deeds.length).map(({ subject }) => subject)).toEqual([
      { kind: "operator", email: assistant.email },
      { kind: "gone", was: "slot" },
      { kind: "slot", id: slot.id, startsAt },
      { kind: "service", id: service.id, title: "Разбор" },
      { kind: "request", id, serviceTitle: "Разбор", since: list.clock() },
    ]);
  });
});
