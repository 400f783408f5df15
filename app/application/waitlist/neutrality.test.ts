import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addService, submission, testKeys } from "#app/testing/practice.ts";
import { writingDown } from "#app/testing/statements.ts";
import { privacyOf } from "#app/wiring/privacy.server.ts";
import { waitlistOf } from "#app/wiring/waitlist.server.ts";
import type { CreateWaitlistRequestUseCase } from "./create-waitlist-request.ts";
import type { LeaveWaitlistUseCase } from "./leave-waitlist.ts";

const document = { version: "2026-11-23", sha256: "a".repeat(64) };
const documents = {
  personal_data: { type: "personal_data", ...document },
  communications: { type: "communications", ...document },
} as const;

describe.each(DATABASES)("neutrality on $name", ({ open }) => {
  let test: TestDatabase;
  let jobs: Jobs;
  let sent: string[];
  const keys = testKeys();
  const links = privateLinks(keys.link);
  const clock = () => new Date("2026-11-23T09:00:00Z");
  const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
  let create: CreateWaitlistRequestUseCase;
  let leave: LeaveWaitlistUseCase;

  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
    jobs = new Jobs(test.connection.jobs, createLogger("silent"));
    await jobs.start();
    const written = writingDown(test.connection);
    sent = written.sent;
    const database = transactionalDatabase(written.connection.db, {
      cipher: new ContactCipher(keys),
      links,
      enqueue: (db, list) => jobs.enqueue(db, list),
      ready: () => true,
    });
    const parts = { database, links, documents, ids, clock };
    const waitlist = waitlistOf({ ...parts, ...privacyOf(parts) });
    create = waitlist.createWaitlistRequest;
    leave = waitlist.leaveWaitlist;
  });
  afterAll(async () => {
    await jobs.stop();
    await test.drop();
  });

  async function statementsOf(command: Parameters<CreateWaitlistRequestUseCase["execute"]>[0]) {
    sent.length = 0;
    expect(await create.execute(command)).toMatchObject({ status: "accepted" });
    return [...sent];
  }

  it("every kind of request runs the same statements in the same order", async () => {
    const service = await addService(test.connection);
    const anna = submission(service.slug, "anna@example.org");
    const asNew = await statementsOf(anna);
    // One more means one more round trip of every POST.
    expect(asNew).toHaveLength(12);
    const cases: Record<string, string[]> = {
      repeated: await statementsOf(anna),
      "repeated with another window": await statementsOf({ ...anna, preferredTimeWindow: "weekend" }),
    };
    const [request] = await test.connection.db
      .select({ id: waitlistRequests.id })
      .from(waitlistRequests)
      .where(sql`${waitlistRequests.serviceId} = ${service.id}`);
    const mark = (fields: Partial<WaitlistRequest>) =>
      test.connection.db.update(waitlistRequests).set(fields).where(sql`${waitlistRequests.serviceId} = ${service.id}`);
    await mark({ pausedAt: clock(), leaveRequestedAt: clock() });
    cases["paused, and asked to leave"] = await statementsOf(anna);
    await mark({ status: "contacted", contactedAt: clock() });
    cases.answered = await statementsOf(anna);
    await leave.execute({
      token: links.token(request?.id ?? "", 1, links.writingKid),
      visit: { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} },
    });
    cases.withdrawn = await statementsOf(anna);
    cases["over the limit"] = await statementsOf(anna);
    cases.suspect = await statementsOf({ ...anna, suspect: true });
    cases["suspect of somebody new"] = await statementsOf({
      ...submission(service.slug, "boris@example.org"),
      suspect: true,
    });
    for (const contact of ["anna@example.org", "clara@example.org"]) {
      const insteadOf = v7();
      cases[`a correction to ${contact}`] = await statementsOf({ ...submission(service.slug, contact), insteadOf });
    }
    for (const [who, statements] of Object.entries(cases)) expect(statements, who).toEqual(asNew);
  });
});
