import { getTableName, type InferInsertModel, type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./connection.ts";

/** Every column, since a list is inserted whole and defaults do not apply. */
type WholeRow<Table extends PgTable> = Required<InferInsertModel<Table>>;

/**
 * Inserts a list in one statement whose text does not depend on the list, an empty one included:
 * it can be prepared once, and an observer of the answer's time learns nothing from the number of rows.
 */
export async function insertList<Table extends PgTable>(
  db: Db,
  table: Table,
  rows: WholeRow<Table>[],
  clauses: SQL = sql``,
): Promise<void> {
  const type = sql.identifier(getTableName(table));
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [toSnakeCase(column), value])),
  );
  await db.execute(
    sql`insert into ${table} select * from jsonb_populate_recordset(null::${type}, ${JSON.stringify(records)}::jsonb) ${clauses}`,
  );
}
