import { writeFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import { startApp } from "./app.ts";
import { load } from "./load.ts";
import { submission } from "./people.ts";
import { recordingWire, type Statement, turnsOf } from "./wire.ts";

/** More than are answered while it is recorded: each is somebody new. */
const PEOPLE = 2_000;
const SECONDS = 2;

/** A form of each kind, sent through a recording proxy; the bare transaction reads the files. */
export async function recordTransactions<Kind extends string>(
  build: string,
  dir: string,
  database: string,
  contacts: Record<Kind, () => Parameters<typeof submission>[1]>,
): Promise<{ name: Kind; file: string }[]> {
  let recorded: Statement[][] = [];
  const wire = await recordingWire(new URL(database), (statements) => recorded.push(statements));
  const app = await startApp(build, `${dir}/recorded`, { DATABASE_URL: wire.url });
  const files: { name: Kind; file: string }[] = [];
  try {
    for (const name in contacts) {
      recorded = [];
      const requests = Array.from({ length: PEOPLE }, () => submission(`127.0.0.1:${app.port}`, contacts[name]()));
      await load(app, dir, { connections: 1, seconds: SECONDS, status: 303, requests });
      const statements = leastWaiting(recorded);
      const file = path.join(dir, `${name}.transaction.json`);
      await writeFile(file, JSON.stringify({ statements, kept: await keptMarks(database) }));
      files.push({ name, file });
    }
  } finally {
    await app.stop();
    wire.close();
  }
  return files;
}

/**
 * The best recorded transaction is the limit. The first ones of a connection still prepare their statements, and a busy
 * machine may deliver a response before statements of the same turn are sent.
 */
function leastWaiting(recorded: Statement[][]): Statement[] {
  const posts = recorded.filter((each) => each.some(({ text }) => /insert into "waitlist_requests"/.test(text)));
  const [best] = posts.sort((a, b) => turnsOf(a) - turnsOf(b));
  if (!best) throw new Error("no POST was recorded");
  return best;
}

/** What is the same for every person. */
async function keptMarks(database: string): Promise<string[]> {
  const sql = postgres(database, { max: 1 });
  const marks = await sql`select id::text as mark from services union select document_sha256 from consents`;
  await sql.end();
  return marks.map(({ mark }) => String(mark));
}
