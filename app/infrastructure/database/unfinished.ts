import type { Connection } from "./connection.ts";
import { SetUpError } from "./set-up-error.ts";

type Run = Connection["run"];

/** A schema that stands in the database from before the first table of a restore until after its last row. */
const MARK = "restore_unfinished";

export async function isUnfinished(run: Run): Promise<boolean> {
  const { rows } = await run(`select to_regnamespace('${MARK}') is not null as there`);
  return Object(rows[0]).there === true;
}

export const mark = (run: Run) => run(`create schema ${MARK}`);
export const unmark = (run: Run) => run(`drop schema ${MARK}`);

/** Throws `SetUpError`: part of a practice must not look like a whole one. */
export async function refuseUnfinished(run: Run): Promise<void> {
  if (await isUnfinished(run)) {
    throw new SetUpError(
      "A restore or a move into this database did not finish: run it again. It begins anew by itself.",
    );
  }
}

/** Whether the database has no table, whoever made it. */
export async function isEmpty(run: Run): Promise<boolean> {
  const { rows } = await run(
    `select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema') as filled`,
  );
  return Object(rows[0]).filled === false;
}

/** Drops what an unfinished restore has made. */
export async function clear(run: Run): Promise<void> {
  await run("drop schema if exists pgboss, drizzle cascade");
  await run(`do $$ declare it record; begin
    for it in select format('drop table public.%I cascade', relname) as line from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' loop execute it.line; end loop;
    for it in select format('drop type public.%I cascade', typname) as line from pg_type
        where typnamespace = 'public'::regnamespace and typtype = 'e' loop execute it.line; end loop;
    for it in select format('drop function %s cascade', p.oid::regprocedure) as line from pg_proc p
        where pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop execute it.line; end loop;
    end $$`);
}
