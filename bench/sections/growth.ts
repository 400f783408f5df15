import { eq, sql } from "drizzle-orm";
import { ListRequestsQuery } from "#app/application/people/list-requests.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { waitlistRequestRepository } from "#app/infrastructure/waitlist/waitlist-requests.ts";
import { addService, submission, testKeys } from "#app/testing/practice.ts";
import { seedLeads } from "#app/testing/rows/many-leads.ts";
import { seedRequests } from "#app/testing/rows/many-requests.ts";
import { offerJobsOf } from "#app/wiring/offers.server.ts";
import { privacyOf } from "#app/wiring/privacy.server.ts";
import { waitlistOf } from "#app/wiring/waitlist.server.ts";
import { databaseOf, SERVER } from "../../e2e/support/servers/postgres.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { newEmail } from "../support/people.ts";

const SIZES = [1_000, 100_000, 1_000_000];
const TIMES = 40;
/** Among the seeded slots. */
const WITH_TIME_AHEAD = new Date("2026-11-25T00:00:00Z");
/** Each is a person who is taken off the list: of a thousand requests there are not many. */
const PURGES = 5;
const LAPSED = 10;
const MAY_BE_WRITTEN = 5_000;
/** Long before the oldest seeded request: only what is made due is due. */
const clock = () => new Date("2026-01-01T00:00:00Z");

const SLUG = "grown";
const document = { version: "2026-11-23", sha256: "a".repeat(64) };
const documents = {
  personal_data: { type: "personal_data", ...document },
  communications: { type: "communications", ...document },
} as const;

type Work = {
  name: string;
  times: number;
  /** Not measured. */
  prepare?(connection: Connection): Promise<unknown>;
  run(connection: Connection, serviceId: string): Promise<unknown>;
};

const cipher = new ContactCipher(testKeys());
const links = privateLinks(testKeys().link);

const databaseOn = ({ db }: Connection) =>
  transactionalDatabase(db, { cipher, links, enqueue: async () => undefined, ready: () => true });

function waitlistOn(connection: Connection) {
  const parts = { database: databaseOn(connection), links, documents, ids: randomIds(clock), clock };
  const privacy = privacyOf(parts);
  return { ...privacy, ...waitlistOf({ ...parts, ...privacy }) };
}

const purge = (connection: Connection): Promise<void> => waitlistOn(connection).runRetention.execute();

async function ask(connection: Connection): Promise<void> {
  const { status } = await waitlistOn(connection).createWaitlistRequest.execute(submission(SLUG, newEmail().email));
  if (status !== "accepted") throw new Error(`a request was answered ${status}`);
}

/** A seeded hour, more than a week after the clock of the fillings. */
const HOUR = "00000000-0000-7000-8000-000000000064";
const FILLING = "00000000-0000-7000-a000-000000000001";
const fillingClock = () => new Date("2026-11-25T09:00:00Z");

/** The hour's filling begins again, and the person who was offered the hour waits again. */
async function beginFilling({ db }: Connection): Promise<void> {
  await db.delete(slotFillings).where(eq(slotFillings.slotId, HOUR));
  const now = fillingClock();
  await db.insert(slotFillings).values({
    ...{ id: FILLING, slotId: HOUR, seriesSlotIds: [], mode: "automatic", state: "scheduled" },
    ...{ startsAt: now, keepsUntil: new Date("2026-12-24T00:00:00Z"), createdAt: now },
  });
}

async function advance(connection: Connection): Promise<void> {
  const parts = { database: databaseOn(connection), ids: randomIds(fillingClock), clock: fillingClock };
  const timetable = { invalidate: () => undefined };
  const { advanceFilling } = offerJobsOf({ ...parts, timetable, messages: { send: async () => true } });
  await advanceFilling.execute({ fillingId: FILLING });
  if ((await connection.db.$count(offers, eq(offers.fillingId, FILLING))) !== 1) throw new Error("nobody was asked");
}

const WORK: Work[] = [
  { name: "read path: the timetable", times: TIMES, run: ({ db }) => readTimetable(db, WITH_TIME_AHEAD) },
  {
    name: "duplicate check of a new contact",
    times: TIMES,
    run: ({ db }, serviceId) =>
      waitlistRequestRepository(db, cipher, links).findActive(serviceId, [{ method: "email", value: "a@example.org" }]),
  },
  {
    name: "first page of the desk's list",
    times: TIMES,
    run: (connection) =>
      new ListRequestsQuery({ database: databaseOn(connection), clock }).execute({
        filter: { statuses: ["new"] },
        after: null,
      }),
  },
  { name: "transaction of a POST by somebody new", times: TIMES, run: ask },
  { name: "next step of a filling", times: TIMES, prepare: beginFilling, run: advance },
  { name: "purge with nothing due", times: TIMES, run: purge },
  {
    name: `purge with ${LAPSED} due`,
    times: PURGES,
    prepare: ({ db }) =>
      db.execute(sql`update waitlist_requests set expires_at = ${clock().toISOString()}::timestamptz - interval '1 day'
        where id in (select id from waitlist_requests where status = 'new' order by id limit ${LAPSED})`),
    run: purge,
  },
];

/** The same work with a thousand times the requests: reveals what grows with their number. */
export async function growth(_: string, rounds: number): Promise<Section> {
  const grown = await Promise.all(SIZES.map(open));
  const times = new Map<string, number[]>();
  try {
    for (let round = -1; round < rounds; round += 1) {
      for (const { name, times: runs, prepare, run } of WORK) {
        for (const { size, connection, serviceId } of grown) {
          for (let time = 0; time < runs; time += 1) {
            await prepare?.(connection);
            const begun = performance.now();
            await run(connection, serviceId);
            const key = `${name} ${size}`;
            if (round >= 0) times.set(key, [...(times.get(key) ?? []), performance.now() - begun]);
          }
        }
      }
    }
  } finally {
    for (const { close } of grown) await close();
  }
  const of = (name: string, size: number) => median(times.get(`${name} ${size}`) ?? []);
  const [least = 0, ...larger] = SIZES;
  const figures = WORK.flatMap(({ name }) =>
    larger.map(
      (size, at): Figure => ({
        case: `${name}, ${size.toLocaleString("en")} requests`,
        value: of(name, size),
        unit: "ms",
        limit: { name: `ms at ${least.toLocaleString("en")}`, value: of(name, least) },
        ...(at === larger.length - 1 ? { aim: { of: "ratio", atMost: 1.5 } } : {}),
      }),
    ),
  );
  return { title: "Growth, PostgreSQL", figures };
}

async function open(size: number) {
  if (!SERVER) throw new Error("TEST_DATABASE_URL is not set");
  const database = await databaseOf(SERVER);
  const connection = await openConnection({ kind: "postgres", url: database.url });
  await connection.migrate();
  await addService(connection, { slug: SLUG });
  await addService(connection);
  await seedRequests(database.url, size);
  await seedLeads(database.url, size);
  // The people who have waited longest may be written to.
  await connection.run(`insert into consents
    (id, waitlist_request_id, type, document_version, document_sha256, granted_at, method, page)
    select gen_random_uuid(), id, 'communications', '2026-11-23', repeat('a', 64), created_at, 'web_form', '/'
    from (select id, created_at from waitlist_requests order by created_at limit ${MAY_BE_WRITTEN}) longest`);
  const [service] = await connection.db.select({ id: services.id }).from(services);
  if (!service) throw new Error("it was just added");
  const close = () => connection.close().then(database.drop);
  return { size, connection, serviceId: service.id, close };
}
