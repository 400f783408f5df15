import { PGlite } from "@electric-sql/pglite";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";

type Reused = { connection: Connection; client: PGlite; shape: string; filled: string[]; listened: boolean };

/** Embedded databases of this worker that no test uses now. */
const free: Reused[] = [];

const TABLES = `
  select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'pgboss', 'drizzle') and c.relkind in ('r', 'p') and not c.relispartition`;

/** The bytes of each table that ever had a row: emptying the others would take most of the time. */
const SIZES = `
  select name, size::int from (
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
      pg_relation_size(c.oid) + coalesce((select sum(pg_relation_size(relid)) from pg_partition_tree(c.oid)), 0) as size
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'pgboss', 'drizzle') and c.relkind in ('r', 'p') and not c.relispartition
  ) as sizes where size > 0`;

/** Deleting leaves the pages of a table, which each later scan reads. */
const LARGE = 256 * 1024;

/** What a test may have changed besides rows, by the newest transaction that wrote to each catalog. */
const newest = (catalog: string) => `(select concat(count(*), ':', max(xmin::text::bigint)) from ${catalog})`;
const CATALOGS = ["pg_attribute", "pg_constraint", "pg_trigger", "pg_index", "pg_proc"];
/** Columns, constraints, triggers, indexes, functions, and whether columns have statistics. */
const SHAPE = `
  select concat_ws(' ', ${CATALOGS.map(newest).join(", ")},
    (select count(*) from pg_statistic where starelid >= 16384)) as shape`;

async function names(client: PGlite, query: string): Promise<string[]> {
  return (await client.query<{ name: string }>(query)).rows.map(({ name }) => name);
}

const shapeOf = async (client: PGlite) => (await client.query<{ shape: string }>(SHAPE)).rows[0]?.shape ?? "";

async function made(migrated: Blob): Promise<Reused> {
  const client = await PGlite.create({ loadDataDir: migrated });
  await client.exec("create schema kept");
  const filled: string[] = [];
  for (const name of await names(client, TABLES)) {
    if ((await client.query(`select from ${name} limit 1`)).rows.length === 0) continue;
    await client.exec(`create table kept."${name}" as table ${name}`);
    filled.push(name);
  }
  return { connection: await overPglite(client), client, shape: await shapeOf(client), filled, listened: false };
}

/** Whether the database is as new. It is not if more than rows changed, or if something listens on it. */
async function isAsMade({ client, shape, filled, listened }: Reused): Promise<boolean> {
  if (client.closed || listened) return false;
  if ((await shapeOf(client)) !== shape) return false;
  const { rows } = await client.query<{ name: string; size: number }>(SIZES);
  const emptied = rows.map(({ name, size }) => (size > LARGE ? `truncate ${name} cascade;` : `delete from ${name};`));
  const kept = filled.map((name) => `insert into ${name} overriding system value table kept."${name}";`);
  await client.exec(`
    set session_replication_role = replica;
    ${emptied.join("\n")}
    ${kept.join("\n")}
    select setval(seqrelid, seqstart, false) from pg_sequence;
    reset session_replication_role`);
  return true;
}

/** A migrated embedded database for one test at a time: emptying one takes a tenth of the time of creating one. */
export async function reusedEmbedded(
  migrated: () => Promise<Blob>,
): Promise<{ connection: Connection; drop(): Promise<void> }> {
  const database = free.pop() ?? (await made(await migrated()));
  const { connection, client } = database;
  return {
    connection: {
      ...connection,
      async listen(...to) {
        database.listened = true;
        await connection.listen(...to);
      },
    },
    async drop() {
      if (await isAsMade(database)) free.push(database);
      else await client.close();
    },
  };
}
