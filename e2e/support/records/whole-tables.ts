import type { Connection } from "#app/infrastructure/database/connection.ts";
import type { Practice } from "../practice.ts";

/** Every row of our tables, except visit counts and times. */
export async function tables(practice: Practice): Promise<Record<string, unknown>> {
  const named = await practice.query(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_limits' order by table_name",
  );
  const contents: Record<string, unknown> = {};
  for (const { name } of named) {
    contents[String(name)] = await practice.query(
      `select to_jsonb(row) - 'last_seen_at' as row from "${name}" row order by row::text`,
    );
  }
  return contents;
}

/** Every table with all of its rows as text, including the queue's. */
export async function dumpOf({ run }: Connection): Promise<Map<string, string>> {
  const { rows } = await run(
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('public', 'pgboss', 'drizzle') and table_type = 'BASE TABLE'",
  );
  const dump = new Map<string, string>();
  for (const row of rows) {
    const { name } = Object(row);
    const { rows: all } = await run(`select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`);
    dump.set(name, JSON.stringify(all));
  }
  return dump;
}

const WRITTEN = [
  "waitlist_requests",
  "leads",
  "lead_identities",
  "consents",
  "analytics_events",
  "mails",
  "pgboss.job",
];

/** How many rows a request could add to, after the work of earlier ones is done. */
export async function countRows(practice: Practice) {
  await practice.jobsDone();
  const counts = WRITTEN.map(async (table) => [
    table,
    (await practice.query(`select count(*)::int as n from ${table}`))[0]?.n,
  ]);
  return Object.fromEntries(await Promise.all(counts));
}

/** Makes a table unreadable. Returns what makes it readable again. */
export async function outOfReach({ connection }: Practice, table: "availability_slots" | "pgboss.job") {
  const [name, schema] = table.split(".").reverse();
  await connection.run(`alter table ${table} rename to out_of_reach`);
  return () => connection.run(`alter table ${schema ? `${schema}.` : ""}out_of_reach rename to ${name}`);
}
