import { ContactCipher } from "#app/infrastructure/contact-cipher.ts";
import { type Connection, openConnection } from "#app/infrastructure/database.ts";
import { deskRequests } from "#app/infrastructure/desk-requests.ts";
import { readTimetable } from "#app/infrastructure/practice.ts";
import { privateLinks } from "#app/infrastructure/private-links.ts";
import { retentionRepository } from "#app/infrastructure/retention.ts";
import { services } from "#app/infrastructure/schema.ts";
import { seedRequests } from "#app/infrastructure/testing/many-requests.ts";
import { addService, testKeys } from "#app/infrastructure/testing/practice.ts";
import { waitlistRequestRepository } from "#app/infrastructure/waitlist-requests.ts";
import { databaseOf, SERVER } from "../../e2e/support/postgres.ts";
import { type Figure, median, type Section } from "../support/figures.ts";

const SIZES = [1_000, 100_000, 1_000_000];
const TIMES = 40;
/** Long before the oldest request that is seeded: nothing is due, and a purge has to find that out. */
const BEFORE_ALL = new Date("2026-01-01T00:00:00Z");

type Work = { name: string; atMost?: number; run(connection: Connection, serviceId: string): Promise<unknown> };

const cipher = new ContactCipher(testKeys());
const links = privateLinks(testKeys().link);

const WORK: Work[] = [
  { name: "read path: the timetable", atMost: 1.5, run: ({ db }) => readTimetable(db, new Date()) },
  {
    name: "duplicate check of a new contact",
    atMost: 1.5,
    run: ({ db }, serviceId) =>
      waitlistRequestRepository(db, cipher, links).findActive(serviceId, [{ method: "email", value: "a@example.org" }]),
  },
  {
    name: "first page of the desk's list",
    atMost: 1.5,
    run: ({ db }) => deskRequests(db, cipher).list({ status: "new" }, null, 51),
  },
  {
    name: "purge with nothing due",
    run: async ({ db }) => {
      const retention = retentionRepository(db);
      for (const what of [{ ask: BEFORE_ALL }, { lapse: BEFORE_ALL }, { destroy: BEFORE_ALL }]) {
        await retention.due(what, BEFORE_ALL, 100);
      }
    },
  },
];

/** The same work with a thousand times the requests: what grows with their number shows. */
export async function growth(_: string, rounds: number): Promise<Section> {
  const grown = await Promise.all(SIZES.map(open));
  const times = new Map<string, number[]>();
  try {
    for (let round = -1; round < rounds; round += 1) {
      for (const { name, run } of WORK) {
        for (const { size, connection, serviceId } of grown) {
          for (let time = 0; time < TIMES; time += 1) {
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
  const figures = WORK.flatMap(({ name, atMost }) =>
    larger.map(
      (size, at): Figure => ({
        case: `${name}, ${size.toLocaleString("en")} requests`,
        value: of(name, size),
        unit: "ms",
        limit: { name: `ms at ${least.toLocaleString("en")}`, value: of(name, least) },
        ...(atMost !== undefined && at === larger.length - 1 ? { aim: { of: "ratio", atMost } } : {}),
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
  await addService(connection);
  await addService(connection);
  await seedRequests(database.url, size);
  const [service] = await connection.db.select({ id: services.id }).from(services);
  if (!service) throw new Error("it was just added");
  const close = () => connection.close().then(database.drop);
  return { size, connection, serviceId: service.id, close };
}
