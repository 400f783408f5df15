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
