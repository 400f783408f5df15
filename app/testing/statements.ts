import type { Connection, Db } from "#app/infrastructure/database/connection.ts";

/** The same database, recording its statements without their values, in order. */
export function writingDown(connection: Connection) {
  const sent: string[] = [];
  const { db, run } = connection;
  tap(db, sent);
  const written: Db = new Proxy(db, {
    get(of, name) {
      if (name !== "transaction") return Reflect.get(of, name);
      return (work: (tx: Db) => Promise<unknown>) =>
        of.transaction(async (tx) => {
          tap(tx, sent);
          return work(tx);
        });
    },
  });
  return {
    sent,
    connection: {
      ...connection,
      db: written,
      run: (text, values) => {
        sent.push(text);
        return run(text, values);
      },
    } satisfies Connection,
  };
}

/** Drizzle sends every statement of a session through this method. */
function tap(db: Db, sent: string[]) {
  const session: object = Object(Reflect.get(db, "session"));
  const prepare: unknown = Reflect.get(session, "prepareQuery");
  if (typeof prepare !== "function") throw new Error("Drizzle prepares its queries elsewhere now");
  Reflect.set(session, "prepareQuery", function (this: unknown, query: { sql: string }, ...rest: unknown[]) {
    sent.push(query.sql);
    return Reflect.apply(prepare, this, [query, ...rest]);
  });
}
