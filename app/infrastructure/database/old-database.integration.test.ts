import { describe, expect, it } from "vitest";
import { DATABASES } from "#app/testing/databases.ts";
import journal from "../../../drizzle/meta/_journal.json" with { type: "json" };
import { NewerDatabaseError, OldDatabaseError } from "./old-database.ts";

/** SHA-256 of the first migration, as the migrator recorded it, and a table whose name has changed since. */
const VERSIONS = [
  {
    made: "the seventeen migrations",
    hash: "a0158c9630a1bf9a5622ecf9036add72736dc8d27272fb3198e087b001b1d6e9",
    migrations: 17,
  },
  {
    made: "the squashed migrations with Telegram tables",
    hash: "8c9022bb79a469879b2c5a26b8cf0839d387aadbe0cfa44895fabe4f51a14029",
    migrations: 2,
  },
];

describe.each(DATABASES)("an old database on $name", ({ open }) => {
  it.each(VERSIONS)("is refused and kept as it is when made by $made", async ({ hash, migrations }) => {
    const { connection, drop } = await open();
    await connection.run("drop schema public cascade");
    await connection.run("create schema public");
    await connection.run("create table telegram_chats (id uuid primary key)");
    await connection.run("delete from drizzle.__drizzle_migrations");
    for (let nth = 0; nth < migrations; nth += 1) {
      const recorded = [nth === 0 ? hash : `later ${nth}`, 1_790_000_000_000 + nth];
      await connection.run("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", recorded);
    }
    const state = async () => ({
      recorded: (await connection.run("select * from drizzle.__drizzle_migrations order by id")).rows,
      tables: (await connection.run("select tablename from pg_tables where schemaname = 'public'")).rows,
    });
    const before = await state();
    await expect(connection.migrate()).rejects.toThrow(OldDatabaseError);
    expect(await state()).toEqual(before);
    expect(before.tables).toEqual([{ tablename: "telegram_chats" }]);
    await drop();
  });

  it("is refused when a later migration of it is another than ours", async () => {
    const { connection, drop } = await open();
    await connection.run("update drizzle.__drizzle_migrations set hash = 'edited' where id = 2");
    await expect(connection.migrate()).rejects.toThrow(OldDatabaseError);
    await drop();
  });

  it("is refused as newer when it has all of ours and one more", async () => {
    const { connection, drop } = await open();
    await connection.run(
      "insert into drizzle.__drizzle_migrations (id, hash, created_at) select max(id) + 1, 'later', max(created_at) + 1 from drizzle.__drizzle_migrations",
    );
    await expect(connection.migrate()).rejects.toThrow(NewerDatabaseError);
    await drop();
  });

  it("is migrated twice without a change when it is current", async () => {
    const { connection, drop } = await open();
    const recorded = async () =>
      (await connection.run("select * from drizzle.__drizzle_migrations order by created_at")).rows;
    await connection.migrate();
    const once = await recorded();
    expect(once).toHaveLength(journal.entries.length);
    await connection.migrate();
    expect(await recorded()).toEqual(once);
    await drop();
  });
});
