import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "#app/application/ports/database.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { peopleCsv } from "#app/views/people/people-csv.server.ts";
import { ExportPeopleUseCase } from "./export-people.ts";

describe.each(DATABASES)("the list of people as a file on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  const rowsIn = (csv: string) => csv.replace("\uFEFF", "").trim().split("\r\n");

  it("has everybody whose contact is stored, in pages, and no erased person", async () => {
    const { id: operatorId } = await addOperator(list.connection);
    const service = await addService(list.connection, { title: '=cmd|" и\nстрока' });
    const many = Array.from({ length: 101 }, (_, at) => email(`person${at}@example.org`));
    for (const contact of many) await list.join(service.slug, contact);
    const phone = await list.join(service.slug, { method: "phone", value: "+79161234567" });
    const gone = await list.join(service.slug, email("gone@example.org"));
    const closed = await list.join(service.slug, email("closed@example.org"));
    await list.leaveWaitlist.execute({
      token: closed.token,
      visit: { pagePath: "/", referrerHost: null, utm: {} },
    });
    await list.eraseRequest.execute({
      token: gone.token,
      visit: { pagePath: "/", referrerHost: null, utm: {} },
    });
    const exported = await new ExportPeopleUseCase(list).execute({ operatorId });
    const [columns, ...rows] = rowsIn(peopleCsv(exported));
    expect(columns).toMatch(/^Услуга,Удобное время,Связь,Контакт,/);
    expect(rows).toHaveLength(103);
    const rowOf = (id: string) => rows.find((row) => row.endsWith(id));
    expect(rowOf(phone.id)).toContain(",телефон,'+79161234567,,ждёт,");
    expect(rowOf(phone.id)).toMatch(/^"'=cmd\|"" и строка",/);
    expect(rowOf(closed.id)).toContain("closed@example.org,,закрыта,попросили убрать из листа,2026-11-23 12:00,");
    expect(rows.join()).not.toContain("gone@example.org");
    const { rows: entries } = await list.connection.run(
      "select operator_id, details from desk_audit where action = 'people_exported'",
    );
    expect(entries).toEqual([{ operator_id: operatorId, details: { people: "103" } }]);
  });

  it("has a request once whose status changes between two pages", async () => {
    const { id: operatorId } = await addOperator(list.connection);
    // Of the first page.
    const [first] = (await new ExportPeopleUseCase(list).execute({ operatorId })).people;
    const id = first?.request.id ?? "";
    expect(first?.request.status).toBe("new");
    let pages = 0;
    const database: Database = {
      ...list.database,
      transaction: async (work) => {
        pages += 1;
        if (pages === 2)
          await list.connection.run("update waitlist_requests set status = 'contacted' where id = $1", [id]);
        return list.database.transaction(work);
      },
    };
    const { people } = await new ExportPeopleUseCase({ ...list, database }).execute({ operatorId });
    expect(pages).toBeGreaterThan(2);
    expect(people.filter(({ request }) => request.id === id)).toHaveLength(1);
  });

  it("tells of a contact that no key reads, and still has the others", async () => {
    const { id: operatorId } = await addOperator(list.connection);
    const service = await addService(list.connection);
    const { id } = await list.join(service.slug, chatContact("telegram", 9_000_001));
    const other = await list.join(service.slug, email("other@example.org"));
    await list.connection.run(
      "update waitlist_requests set encrypted_contact_value = (select encrypted_contact_value from waitlist_requests where id = $2) where id = $1",
      [id, other.id],
    );
    const { people } = await new ExportPeopleUseCase(list).execute({ operatorId });
    expect(people.find(({ request }) => request.id === id)?.contact).toBe("unreadable");
    expect(people.find(({ request }) => request.id === other.id)?.contact).toEqual(email("other@example.org"));
  });
});
