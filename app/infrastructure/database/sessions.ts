import postgres from "postgres";
import type { DatabaseAddress } from "#app/infrastructure/config/database-url.ts";
import type { DatabaseSockets } from "./database-socket.ts";
import { SetUpError } from "./set-up-error.ts";

/**
 * Settings that the code depends on, whatever the server, the database or the role have set. They are no connection parameters,
 * which poolers refuse. `session` comes from scripts/patches/: postgres.js has no other hook for a new session.
 */
const ALIKE = [
  "set datestyle = 'ISO, YMD'",
  "set intervalstyle = 'postgres'",
  "set timezone = 'UTC'",
  "set default_transaction_isolation = 'read committed'",
];
const BOUNDED = ["set statement_timeout = 10000", "set idle_in_transaction_session_timeout = 15000"];

type Sessions = {
  most: number;
  /** Statements and idle transactions have a timeout. */
  bounded: boolean;
};

/** A postgres.js client with equal settings in every session. Opens sessions when they are first needed. */
export function openSessions(address: DatabaseAddress, sockets: DatabaseSockets, { most, bounded }: Sessions) {
  const { user, password, database } = address;
  const options = {
    host: "database",
    port: 5432,
    socket: () => sockets.open(),
    ssl: false,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    max: most,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: { application_name: "no-slots" },
    session: [...ALIKE, ...(bounded ? BOUNDED : [])].join(";"),
  };
  return postgres(options);
}

/** pg-boss passes JSON as text, as Drizzle does, not as values to serialise. */
export function keepJson(client: postgres.Sql): postgres.Sql {
  const asIs = (value: unknown) => value;
  Object.assign(client.options.serializers, { 114: asIs, 3802: asIs });
  return client;
}

/**
 * Throws `SetUpError` when a pooler changes the session with each transaction: prepared statements, `LISTEN` and
 * locks would be lost, and mails sent twice. Both clients have one session each.
 */
export async function refuseSharedSessions(one: postgres.Sql, two: postgres.Sql): Promise<void> {
  const sessionOfTwo = async () => {
    const [row] = await two.unsafe("select pg_backend_pid() as pid");
    return row?.pid;
  };
  // A pooler in transaction mode gives the session of `one` to another client once its transaction has ended.
  const meanwhile = await one.begin(() => sessionOfTwo());
  const afterwards = [await sessionOfTwo(), await sessionOfTwo()];
  if (afterwards.every((pid) => pid === meanwhile)) return;
  throw new SetUpError(
    "The pooler in front of the database gives each transaction another session: set pool_mode = session. docs/operations.md says more.",
  );
}
