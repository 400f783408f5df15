import net from "node:net";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { freshPostgres, postgresServer } from "#app/testing/databases.ts";
import { openConnection } from "./database.ts";
import { SetUpError } from "./set-up-error.ts";

const ODD = [
  "datestyle to 'German, DMY'",
  "timezone to 'Asia/Kathmandu'",
  "default_transaction_isolation to 'serializable'",
  "intervalstyle to 'sql_standard'",
];

async function onPostgres(work: (test: Awaited<ReturnType<typeof freshPostgres>>) => Promise<void>) {
  const test = await freshPostgres(String(postgresServer));
  try {
    await work(test);
  } finally {
    await test.drop();
  }
}

const failing = (code: string) => sql.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`);

describe.runIf(postgresServer)("sessions on PostgreSQL", () => {
  it("are alike for pages and jobs, whatever the database has set", () =>
    onPostgres(async ({ connection, url }) => {
      const name = new URL(url).pathname.slice(1);
      for (const setting of ODD) await connection.run(`alter database ${name} set ${setting}`);
      const odd = await openConnection({ kind: "postgres", url });
      const settings = ["datestyle", "timezone", "default_transaction_isolation", "intervalstyle"];
      const ask = `select ${settings.map((each) => `current_setting('${each}') as ${each}`).join(", ")}`;
      const alike = {
        datestyle: "ISO, YMD",
        timezone: "UTC",
        default_transaction_isolation: "read committed",
        intervalstyle: "postgres",
      };
      expect((await odd.run(ask)).rows).toEqual([alike]);
      expect((await odd.jobs.executeSql(ask)).rows).toEqual([alike]);
      await odd.close();
    }));

  it.each(["40001", "40P01"])("run a transaction again, whole, where PostgreSQL ends it with %s", (code) =>
    onPostgres(async ({ connection }) => {
      const { db, run } = connection;
      await run("create table kept (try int)");
      let tries = 0;
      await db.transaction(async (tx) => {
        tries += 1;
        await tx.execute(sql`insert into kept values (${tries}::int)`);
        if (tries < 3) await tx.execute(failing(code));
      });
      expect((await run("select * from kept")).rows).toEqual([{ try: 3 }]);
      tries = 0;
      const never = db.transaction(async (tx) => {
        tries += 1;
        await tx.execute(failing(code));
      });
      await expect(never).rejects.toMatchObject({ cause: { code } });
      expect(tries).toBeGreaterThan(2);
      expect(tries).toBeLessThan(20);
    }),
  );

  it("that are read-only are let go of, those that jobs use as well", () =>
    onPostgres(async ({ connection, url }) => {
      const name = new URL(url).pathname.slice(1);
      await connection.run("create table kept (one int)");
      const write = "insert into kept values (1)";
      const away = await openConnection({ kind: "postgres", url });
      await connection.run(`alter database ${name} set default_transaction_read_only = on`);
      await expect(away.run(write)).rejects.toMatchObject({ code: "25006" });
      await expect(away.jobs.executeSql(write)).rejects.toMatchObject({ code: "25006" });
      expect(await away.mayWrite()).toBe(false);
      await connection.run(`alter database ${name} reset default_transaction_read_only`);
      await away.run(write);
      await away.jobs.executeSql(write);
      await away.db.transaction((tx) => tx.execute(sql.raw(write)));
      expect(await away.mayWrite()).toBe(true);
      await away.close();
    }));

  it("are opened with the next server where one does not answer", () =>
    onPostgres(async ({ url }) => {
      const closed = net.createServer();
      await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
      const { port } = Object(closed.address());
      await new Promise((resolve) => closed.close(resolve));
      const several = url.replace("127.0.0.1", `127.0.0.1:${port},127.0.0.1`);
      const connection = await openConnection({ kind: "postgres", url: several });
      expect((await connection.run("select 1 as answer")).rows).toEqual([{ answer: 1 }]);
      await connection.close();
      const none = await openConnection({
        kind: "postgres",
        url: `postgres://u@127.0.0.1:${port},127.0.0.1:${port}/p`,
      });
      await expect(none.run("select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
      await none.close();
    }));

  it("of a role that may create nothing end the start in one sentence", () =>
    onPostgres(async ({ url }) => {
      const role = `no_slots_${crypto.randomUUID().replaceAll("-", "")}`;
      const admin = postgres(String(postgresServer), { max: 1, onnotice: () => undefined });
      await admin`create role ${admin(role)} login password 'none'`;
      try {
        const limited = new URL(url);
        limited.username = role;
        limited.password = "none";
        const connection = await openConnection({ kind: "postgres", url: limited.href });
        const start = connection.migrate();
        await expect(start).rejects.toThrow(SetUpError);
        await expect(start).rejects.toThrow(/may not create tables.*GRANT CREATE ON DATABASE.*\(42501\)$/);
        await connection.close();
      } finally {
        await admin`drop role ${admin(role)}`;
        await admin.end();
      }
    }));

  it("with a database that is not there end the start in one sentence", async () => {
    const url = new URL(String(postgresServer));
    url.pathname = "/no_such_practice";
    const connection = await openConnection({ kind: "postgres", url: url.href });
    await expect(connection.migrate()).rejects.toThrow(/no database of the name in DATABASE_URL/);
    await connection.close();
  });
});
