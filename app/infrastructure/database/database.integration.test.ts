import net from "node:net";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { DATABASES, freshPostgres, postgresServer } from "#app/testing/databases.ts";
import { openConnection } from "./database.ts";

const MORE_THAN_THE_POOL_HOLDS = 12;

it("embedded: a transaction sent as one text commits whole or leaves nothing behind", async () => {
  const [embedded] = DATABASES;
  const { connection, drop } = await (embedded?.open() ?? Promise.reject(new Error("there is always one")));
  const { run } = connection;
  await run("begin; create table kept (id int); insert into kept values (1); commit;");
  await expect(run("\n  BEGIN;\n insert into kept values (2); select 1 / 0;\n COMMIT;")).rejects.toThrow(
    "division by zero",
  );
  expect((await run("select id from kept")).rows).toEqual([{ id: 1 }]);
  await drop();
});

it("embedded: a repeated statement is prepared once, and heeds its table", async () => {
  const [embedded] = DATABASES;
  const { connection, drop } = await (embedded?.open() ?? Promise.reject(new Error("there is always one")));
  const { run, jobs } = connection;
  const repeated = "select id from rows order by id";
  await expect(jobs.repeat(repeated)).rejects.toThrow("does not exist");
  await run("create table rows (id int); insert into rows values (1)");
  expect((await jobs.repeat(repeated)).rows).toEqual([{ id: 1 }]);
  await run("insert into rows values (2); create index on rows (id); discard plans");
  expect((await jobs.repeat(repeated)).rows).toEqual([{ id: 1 }, { id: 2 }]);
  expect((await run("select statement from pg_prepared_statements")).rows).toHaveLength(1);
  await run("alter table rows rename to away");
  await expect(jobs.repeat(repeated)).rejects.toThrow("does not exist");
  await run("alter table away rename to rows");
  expect((await jobs.repeat(repeated)).rows).toEqual([{ id: 1 }, { id: 2 }]);
  await drop();
});

it("where TLS is required, a server without TLS receives no name and no password", async () => {
  const heard: Buffer[] = [];
  const server = net.createServer((socket) => {
    // PostgreSQL's answer to the request for TLS of a client, where it has none ("SSL Session Encryption").
    socket.once("data", () => socket.write("N"));
    socket.on("data", (bytes) => heard.push(bytes)).on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = Object(server.address());
  const url = `postgres://anna:parol-42@127.0.0.1:${port}/practice?sslmode=verify-full`;
  const connection = await openConnection({ kind: "postgres", url });
  const jobs = new Jobs(connection.jobs, createLogger("silent"));
  await expect(connection.run("select 1")).rejects.toThrow();
  await expect(jobs.start()).rejects.toThrow();
  await connection.close();
  await new Promise((resolve) => server.close(resolve));
  expect(heard.length).toBeGreaterThan(1);
  expect(Buffer.concat(heard).toString("latin1")).not.toMatch(/anna|parol|practice/);
});

describe.runIf(postgresServer)("on PostgreSQL", () => {
  it("statements with values are prepared once a session, inside a transaction too", async () => {
    const test = await freshPostgres(String(postgresServer));
    const { db } = test.connection;
    const ask = (of: typeof db, value: number) => of.execute(sql`select ${value}::int as asked`);
    await ask(db, 1);
    const prepared = await db.transaction(async (tx) => {
      await ask(tx, 2);
      await ask(tx, 3);
      return tx.execute(sql`select statement from pg_prepared_statements where statement like '%as asked'`);
    });
    expect(prepared).toEqual([{ statement: "select $1::int as asked" }]);
    await test.drop();
  });

  it("a session that dies within a transaction crashes neither process nor pool", async () => {
    const test = await freshPostgres(String(postgresServer));
    const { db, run } = test.connection;
    const killed = () =>
      db.transaction(async (tx) => {
        const rows = await tx.execute(sql`select pg_backend_pid() as pid`);
        const { pid } = Object(Object(rows)[0]);
        await run("select pg_terminate_backend($1)", [pid]);
        await tx.execute(sql`select 1`).catch(() => undefined);
        await tx.execute(sql`select 1`);
      });
    for (let time = 0; time < MORE_THAN_THE_POOL_HOLDS; time += 1) {
      await expect(killed()).rejects.toThrow();
    }
    expect((await run("select 1 as answer")).rows).toEqual([{ answer: 1 }]);
    await test.drop();
  });
});
