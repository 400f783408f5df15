import { testKeys } from "#app/testing/practice.ts";
import { application, json, send } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { jobs } from "../support/records/jobs.ts";
import { startCluster } from "../support/servers/cluster.ts";
import { behindPgBouncer } from "../support/servers/pgbouncer.ts";
import {
  connectionsOf,
  cutSessions,
  databaseOnStandby,
  SERVER,
  setOfDatabase,
  withDatabase,
} from "../support/servers/postgres.ts";

/** A database outlives the processes that use it. */
const keys = testKeys();
type Settings = NonNullable<Parameters<typeof Practice.start>[0]>;

async function withPractice(url: string, settings: Settings, work: (practice: Practice) => Promise<void>) {
  const practice = await Practice.start({ database: { kind: "postgres", url }, trustProxy: 1, keys, ...settings });
  try {
    await work(practice);
  } finally {
    await practice.stop();
  }
}

let visitors = 0;
/** Submits the form from an address of its own. */
function apply(practice: Practice, slug: string, person = somebody()) {
  visitors += 1;
  const { headers, ...rest } = application(person);
  const from = { "X-Forwarded-For": `10.1.${visitors >> 8}.${visitors & 255}` };
  const address = `${practice.origin}/booking/no-slots/?service_slug=${slug}`;
  return send(address, { ...rest, headers: { ...headers, ...from } });
}

async function statusesOf(practice: Practice, count: number) {
  const { slug } = await practice.service();
  const answers = await Promise.all(Array.from({ length: count }, () => apply(practice, slug)));
  return answers.map(({ status }) => status);
}

const health = async (practice: Practice) => {
  const { status, body } = await send(`${practice.origin}/health/ready`);
  return [status, JSON.parse(body).status];
};
const all = (count: number, status: number) => Array.from({ length: count }, () => status);

if (SERVER) {
  test("behind PgBouncer in session mode, with its defaults, everything works", () =>
    withDatabase((database) =>
      behindPgBouncer(database, "session", (url) =>
        withPractice(url, {}, async (practice) => {
          expect(await health(practice)).toEqual([200, "ready"]);
          const { slug } = await practice.service();
          const person = somebody();
          expect((await apply(practice, slug, person)).status).toBe(303);
          expect((await practice.mailTo(person)).to).toBe(person);
          expect(await statusesOf(practice, 12)).toEqual(all(12, 303));
        }),
      ),
    ));

  test("behind PgBouncer in transaction mode the start ends in words", () =>
    withDatabase((database) =>
      behindPgBouncer(database, "transaction", async (url) => {
        await expect(withPractice(url, {}, async () => undefined)).rejects.toThrow(/set pool_mode = session/);
      }),
    ));

  test("a read-only database: 503 with the words kept, not ready, and it recovers", () =>
    withDatabase(async (url) => {
      // As in a failover: old sessions are cut, and new ones see the new state.
      const becomesReadOnly = async () => {
        await setOfDatabase(url, "default_transaction_read_only", "on");
        await cutSessions(url);
      };
      await withPractice(url, {}, async (practice) => {
        const { slug } = await practice.service();
        const person = somebody();
        expect((await apply(practice, slug, person)).status).toBe(303);
        const own = /\/waitlist\/[\w-]+\//.exec((await practice.mailTo(person)).text)?.[0] ?? "";
        await practice.jobsDone();
        await becomesReadOnly();
        await expect.poll(() => health(practice)).toEqual([503, "database-read-only"]);

        const other = somebody();
        const refused = await apply(practice, slug, other);
        expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "30"]);
        expect(refused.body).toContain(other);
        const api = await send(
          `${practice.origin}/api/public/waitlist`,
          json({
            service_slug: slug,
            preferred_contact_method: "email",
            contact_value: other,
            preferred_time_window: "any",
            consent_personal_data: true,
            consent_communications: true,
          }),
        );
        expect(api.headers["content-type"]).toContain("application/problem+json");
        expect(api.status).toBe(503);
        expect((await send(`${practice.origin}${own}`)).status).not.toBe(500);
        expect(await health(practice)).toEqual([503, "database-read-only"]);

        // Read-only sessions stay read-only: the app closes them.
        await setOfDatabase(url, "default_transaction_read_only", null);
        await expect.poll(() => health(practice), { timeout: 60_000 }).toEqual([200, "ready"]);
        expect((await apply(practice, slug, other)).status).toBe(303);
        expect((await practice.mailTo(other)).to).toBe(other);
      });
    }));

  test("of several hosts the one that writes is found, though the first is read-only", async () => {
    const standby = await startCluster({ default_transaction_read_only: "on" });
    try {
      await withDatabase(async (url) => {
        const { pathname, host } = new URL(url);
        await databaseOnStandby(`postgres://postgres@127.0.0.1:${standby.port}/postgres`, pathname.slice(1));
        const several = url.replace(host, `127.0.0.1:${standby.port},${host}`);
        await withPractice(several, {}, async (practice) => {
          await expect.poll(() => health(practice)).toEqual([200, "ready"]);
          expect(await statusesOf(practice, 3)).toEqual(all(3, 303));
        });
      });
    } finally {
      await standby.stop();
    }
  });

  test("DateStyle German, serializable default: windows are seen, 30 forms are taken", () =>
    withDatabase(async (url) => {
      await withPractice(url, {}, async () => {
        await setOfDatabase(url, "datestyle", "German, DMY");
        await setOfDatabase(url, "default_transaction_isolation", "serializable");
      });
      await withPractice(url, {}, async (practice) => {
        const service = await practice.service();
        await practice.freeTime(service.id);
        const page = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
        await expect.poll(async () => (await send(page)).body).not.toContain("нет свободных окон");
        expect(await statusesOf(practice, 30)).toEqual(all(30, 303));
        await practice.jobsDone();
        const failed = (await jobs(practice)).filter(({ state }) => state === "failed" || state === "retry");
        expect(failed).toEqual([]);
      });
    }));
}

test("ten connections and an own authority: forms wait, two processes share", async () => {
  const cluster = await startCluster({ max_connections: "10" });
  try {
    const named = `postgres://postgres@localhost:${cluster.port}/postgres`;
    await expect(withPractice(`${named}?sslmode=verify-full`, {}, async () => undefined)).rejects.toThrow(
      /authority that is not known here: add sslrootcert/,
    );
    const checked = `${named}?sslmode=require&sslrootcert=${cluster.ca}&channel_binding=prefer`;
    await withPractice(checked, {}, async (practice) => {
      expect(await statusesOf(practice, 12)).toEqual(all(12, 303));
      expect(new Set((await connectionsOf(practice)).map(({ ssl }) => ssl))).toEqual(new Set([true]));
    });
    await withPractice(checked, { databaseConnections: 4 }, async (one) => {
      const socket = `postgres:///postgres?host=${cluster.sockets}&port=${cluster.port}&user=postgres`;
      await withPractice(socket, { databaseConnections: 4 }, async (two) => {
        expect([await health(one), await health(two)]).toEqual(all(2, 200).map((status) => [status, "ready"]));
        const [first, second] = await Promise.all([statusesOf(one, 12), statusesOf(two, 12)]);
        expect([first, second]).toEqual([all(12, 303), all(12, 303)]);
        expect((await connectionsOf(one)).length).toBeLessThanOrEqual(8);
      });
    });
  } finally {
    await cluster.stop();
  }
});
