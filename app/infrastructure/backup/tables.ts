import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { Column, Row, TableSum } from "./lines.ts";
import { RowSum } from "./row-sum.ts";

/** Sessions of the desk end with a restore, and limits of addresses begin anew. */
const LEFT_OUT = ["desk_sessions", "rate_limits"];
const ROWS_AT_ONCE = 500;

export type StoredTable = { name: string; columns: Column[] };

/** The rows of a statement: the two drivers return them in different shapes. */
export async function ask(db: Db, text: string): Promise<unknown[]> {
  const answer: unknown = await db.execute(sql.raw(text));
  return Array.isArray(answer) ? answer : z.object({ rows: z.array(z.unknown()) }).parse(answer).rows;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const tableRow = z.object({ name: z.string(), columns: z.array(z.object({ name: z.string(), type: z.string() })) });
const referenceRow = z.object({ from: z.string(), to: z.string() });

/** The app's tables, each behind those that it refers to. */
export async function tablesOf(db: Db): Promise<StoredTable[]> {
  const found = await ask(
    db,
    `select c.relname as name, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
        order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`,
  );
  const references = z.array(referenceRow).parse(
    await ask(
      db,
      `select f.relname as from, t.relname as to from pg_constraint k join pg_class f on f.oid = k.conrelid
        join pg_class t on t.oid = k.confrelid where k.contype = 'f' and k.conrelid <> k.confrelid`,
    ),
  );
  let waiting = z
    .array(tableRow)
    .parse(found)
    .filter(({ name }) => !LEFT_OUT.includes(name));
  const ordered: StoredTable[] = [];
  while (waiting.length > 0) {
    const isWaiting = (name: string) => waiting.some((table) => table.name === name);
    const free = waiting.filter(({ name }) => !references.some(({ from, to }) => from === name && isWaiting(to)));
    if (free.length === 0) throw new Error("tables refer to each other in a circle");
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}

const fetchedRow = z.object({ row: z.array(z.string().nullable()) });

/** Reads a table within the caller's transaction, a few hundred rows at a time. Returns its sum. */
export async function readTable(
  tx: Db,
  { name, columns }: StoredTable,
  take: (rows: Row[]) => Promise<void> = async () => {},
): Promise<TableSum> {
  const sum = new RowSum();
  const texts = columns.map((column) => `${quoted(column.name)}::text`).join(", ");
  await tx.execute(
    sql.raw(`declare backup no scroll cursor for select json_build_array(${texts}) as row from ${quoted(name)}`),
  );
  for (;;) {
    const fetched = await ask(tx, `fetch ${ROWS_AT_ONCE} from backup`);
    if (fetched.length === 0) break;
    const rows = fetched.map((row) => fetchedRow.parse(row).row);
    sum.add(rows);
    await take(rows);
  }
  await tx.execute(sql.raw("close backup"));
  return sum.value;
}

/** Inserts rows with values as text, whatever the column's type. */
export async function insertRows(tx: Db, { name, columns }: StoredTable, rows: Row[]): Promise<void> {
  const list = (write: (column: Column, at: number) => string) => sql.raw(columns.map(write).join(", "));
  const records = rows.map((row) => Object.fromEntries(row.map((value, at) => [`c${at}`, value])));
  await tx.execute(
    sql`insert into ${sql.identifier(name)} (${list((column) => quoted(column.name))}) overriding system value
      select ${list(({ type }, at) => `x.c${at}::${type}`)}
      from json_to_recordset(${JSON.stringify(records)}::json) as x(${list((_, at) => `c${at} text`)})`,
  );
}

const identityRow = z.object({ table: z.string(), column: z.string() });

/** Lets generated numbers continue behind the highest that was loaded. */
export async function continueNumbers(tx: Db): Promise<void> {
  const found = await ask(
    tx,
    `select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attidentity <> '' and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  );
  for (const { table, column } of z.array(identityRow).parse(found)) {
    const sequence = `pg_get_serial_sequence('${quoted(table)}', '${column}')`;
    await ask(tx, `select setval(${sequence}, coalesce(max(${quoted(column)}), 0) + 1, false) from ${quoted(table)}`);
  }
}
