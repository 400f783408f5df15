import type { Connection } from "#app/infrastructure/database/connection.ts";

/** Where records are read: a practice, or a connection that the test opened itself. */
export type Stored = Pick<Connection, "db">;

/** The only row of a question that has one answer. */
export function one<Row>(rows: Row[], what: string): Row {
  const [row] = rows;
  if (!row) throw new Error(`${what}: no such row`);
  return row;
}
