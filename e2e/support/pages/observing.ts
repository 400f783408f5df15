import { PGlite } from "@electric-sql/pglite";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";
import { writingDown } from "#app/testing/statements.ts";
import { type Answer, type form, send, withoutSeal } from "../http.ts";
import { expect, Practice } from "../practice.ts";
import { clearLimits } from "../records/limits.ts";

/** What an outsider can observe of a request: its response, the next page, and the database's work before it. */
export type Seen = { status: number; headers: object; body: string; next: string; statements: string[] };

const bare = ({ status, headers: { date: _, ...headers }, body }: Answer) => ({
  ...{ status, body },
  headers: withoutSeal(headers),
});

/** Runs with a practice whose jobs are held back: none of their statements precedes a response. */
export async function observing(work: (observer: Observer) => Promise<void>) {
  const { connection, sent } = writingDown(await overPglite(await PGlite.create()));
  let resume = () => {};
  let mayWork = Promise.resolve();
  const held = async (text: string, values?: unknown[]) => {
    await mayWork;
    return connection.run(text, values);
  };
  const practice = await Practice.start(
    {},
    { connection: { ...connection, jobs: { executeSql: held, repeat: held } } },
  );
  mayWork = new Promise((resolve) => {
    resume = resolve;
  });
  // What looks at keys, consents and clock after the start asks the database as well.
  const looked = async () => {
    const { undecryptable, server } = (await practice.app.getHealth.execute()).health;
    return [undecryptable, server];
  };
  await expect.poll(looked).toEqual([[], []]);
  const addresses: string[] = [];
  try {
    await work({
      practice,
      addresses,
      async see(address, sending) {
        await clearLimits(practice, "address");
        sent.length = 0;
        const answered = await send(practice.origin + address, sending);
        const statements = [...sent];
        const { location } = answered.headers;
        if (location) addresses.push(location);
        const next = location ? JSON.stringify(bare(await send(new URL(location, practice.origin).href))) : "";
        return { ...bare(answered), next, statements };
      },
      letJobsGo: () => {
        resume();
        return practice.jobsDone();
      },
    });
  } finally {
    resume();
    await practice.stop();
  }
}
export type Observer = {
  practice: Practice;
  /** Where the answers led, as they were. */
  addresses: string[];
  see(address: string, sending: ReturnType<typeof form>): Promise<Seen>;
  letJobsGo(): Promise<void>;
};
