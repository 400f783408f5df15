import { sql } from "drizzle-orm";
import { ListRequestsQuery } from "#app/application/people/list-requests.ts";
import { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import { RunRetentionUseCase } from "#app/application/privacy/run-retention.ts";
import { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { waitlistRequestRepository } from "#app/infrastructure/waitlist/waitlist-requests.ts";
import { seedLeads } from "#app/testing/rows/many-leads.ts";
import { seedRequests } from "#app/testing/rows/many-requests.ts";
import { addService, submission, testKeys } from "#app/testing/practice.ts";
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
/** Long before the oldest request that is seeded: only what is made due is due. */
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

function purge(connection: Connection): Promise<void> {
  const parts = { ids: randomIds(clock), clock };
  const destroyContacts = new DestroyContactsUseCase(parts);
  return new RunRetentionUseCase({ database: databaseOn(connection), destroyContacts, ...parts }).execute();
}

async function ask(connection: Connection): Promise<void> {
  const parts = { ids: randomIds(clock), clock };
  const createOrUpdateLead = new CreateOrUpdateLeadUseCase(parts);
  const database = databaseOn(connection);
  const create = new CreateWaitlistRequestUseCase({ database, createOrUpdateLead, documents, ...parts });
  const { status } = await create.execute(submission(SLUG, newEmail().email));
  if (status !== "accepted") throw new Error(`a request was answered ${status}`);
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
  const [service] = await connection.db.select({ id: services.id }).from(services);
  if (!service) throw new Error("it was just added");
  const close = () => connection.close().then(database.drop);
  return { size, connection, serviceId: service.id, close };
}
