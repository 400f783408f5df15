import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { addresses } from "#app/addresses.ts";
import type { CreateWaitlistRequestCommand } from "#app/application/waitlist/create-waitlist-request.ts";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import { DEFAULT_CONNECTIONS } from "#app/infrastructure/config/database-connections.ts";
import { NEARBY, networksOf } from "#app/infrastructure/config/networks.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";

const key = (kid: string) => ({ kid, secret: new Uint8Array(randomBytes(32)) });
export const testKeys = () => ({ contact: [key("c1")], fingerprint: [key("f1")], link: [key("l1")] }) as const;

/** Higher than any test sends. */
export const NO_CEILINGS = { perHour: 100_000, perDay: 100_000 };

/** A configuration independent of the environment, with its mails in files. */
export function testConfig(dataDir: string, overrides: Partial<Config> = {}): Config {
  return {
    demo: true,
    demoPast: false,
    port: 0,
    host: "127.0.0.1",
    publicOrigin: "http://127.0.0.1",
    trustProxy: 0,
    trustProxyFrom: networksOf(NEARBY),
    dataDir,
    backupDir: null,
    database: { kind: "embedded", dataDir },
    databaseConnections: DEFAULT_CONNECTIONS,
    keys: testKeys(),
    mail: { kind: "outbox", dir: `${dataDir}/outbox` },
    mailFrom: { name: "", address: "practice@example.org" },
    operatorEmail: null,
    mailCeilings: NO_CEILINGS,
    messengers: ["telegram"],
    bots: [{ messenger: "telegram", name: "balance_bot" }],
    telegram: null,
    max: null,
    embedOrigins: [],
    utmMarks: new Set<string>(),
    hstsSubdomains: false,
    metricsToken: null,
    logLevel: "silent",
    ...overrides,
  };
}

export async function addService(connection: Connection, overrides: Partial<typeof services.$inferInsert> = {}) {
  const service = {
    id: v7(),
    slug: `s${v7().slice(-8)}`,
    title: "Консультация",
    format: "online",
    durationMinutes: 50,
    ...overrides,
  } as const;
  await connection.db.insert(services).values(service);
  return service;
}

export async function addSlot(connection: Connection, serviceId: string, startsAt: Date) {
  const slot = { id: v7(), serviceId, startsAt, endsAt: new Date(startsAt.getTime() + 3_000_000) };
  await connection.db.insert(availabilitySlots).values(slot);
  return slot;
}

export async function archiveService(connection: Connection, slug: string) {
  await connection.db.update(services).set({ status: "archived" }).where(eq(services.slug, slug));
}

export function submission(
  serviceSlug: string,
  email: string,
  overrides: Partial<CreateWaitlistRequestCommand> = {},
): CreateWaitlistRequestCommand {
  const parsed = parseContact("email", email);
  if (!parsed.ok) throw new Error(`not an address: ${parsed.problem}`);
  return {
    serviceSlug,
    contact: parsed.contact,
    preferredTimeWindow: "any",
    source: "web",
    visit: { pagePath: addresses.noSlots.path, referrerHost: null, utm: {} },
    suspect: false,
    ...overrides,
  };
}
