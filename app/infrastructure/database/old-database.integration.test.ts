import { describe, expect, it } from "vitest";
import { DATABASES } from "#app/testing/databases.ts";
import { OldDatabaseError } from "./old-database.ts";

describe.each(DATABASES)("a database of before the squash on $name", ({ open }) => {
  it("is refused, and nothing in it changes", async () => {
    const { connection, drop } = await open();
    await connection.run("update drizzle.__drizzle_migrations set hash = 'other' where id = 1");
    await connection.run("drop table webhook_receipts");
    const recorded = async () => (await connection.run("select * from drizzle.__drizzle_migrations order by id")).rows;
    const before = await recorded();
    await expect(connection.migrate()).rejects.toThrow(OldDatabaseError);
    expect(await recorded()).toEqual(before);
    expect((await connection.run("select to_regclass('webhook_receipts') as made")).rows).toEqual([{ made: null }]);
    await drop();
  });

  it("is migrated twice without a change when it is current", async () => {
    const { connection, drop } = await open();
    await connection.migrate();
    const { rows } = await connection.run("select count(*)::int as migrations from drizzle.__drizzle_migrations");
    expect(rows).toEqual([{ migrations: 2 }]);
    await drop();
  });
});
