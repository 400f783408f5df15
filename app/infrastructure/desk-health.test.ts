import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnavailableError } from "#app/application/ports.ts";
import { readQueueHealth } from "./job-health.ts";
import { keyStatus } from "./key-status.ts";
import { waitlistRequests } from "./schema.ts";
import { DATABASES } from "./testing/databases.ts";
import { addService, testKeys } from "./testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "./testing/waitlist.ts";

describe.each(DATABASES)("what the desk knows of its own health on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  const queue = () => readQueueHealth(list.connection, 3_000);
  const run = (text: string) => list.connection.run(text);

  it("the queue: what waits and for how long, what was given up, when the purge was last done", async () => {
    expect(await queue()).toEqual({ waiting: 0, oldestSeconds: null, failed: [], purgedSecondsAgo: null });
    const service = await addService(list.connection, { slug: "primary" });
    await list.join(service.slug, email("anna@example.org"));
    await run("update pgboss.job set start_after = now() - interval '20 minutes' where name = 'confirm-request'");
    await run("update pgboss.job set start_after = now() + interval '1 day' where name = 'tell-operator'");
    const waiting = await queue();
    expect(waiting).toMatchObject({ waiting: 1, failed: [] });
    expect(waiting.oldestSeconds).toBeGreaterThanOrEqual(1200);

    await run("update pgboss.job set state = 'failed', completed_on = now() where name = 'confirm-request'");
    expect(await queue()).toMatchObject({ waiting: 0, failed: [{ name: "confirm-request", count: 1 }] });
    await run("update pgboss.job set completed_on = now() - interval '40 days' where name = 'confirm-request'");
    expect((await queue()).failed).toEqual([]);
  });

  it("the queue of a database that says nothing is unavailable, and no number is made up", async () => {
    const silent = { run: () => new Promise<never>(() => undefined) };
    await expect(readQueueHealth(silent, 20)).rejects.toBeInstanceOf(UnavailableError);
  });

  it("the keys: which one writes, and rows of one that the configuration no longer has", async () => {
    const keys = testKeys();
    await list.db.update(waitlistRequests).set({ fingerprintKid: "f0" }).where(eq(waitlistRequests.status, "new"));
    const status = await keyStatus(list.db, keys);
    expect(status).toContainEqual(expect.objectContaining({ purpose: "contact", kid: "c1", role: "writes", rows: 2 }));
    expect(status).toContainEqual(
      expect.objectContaining({ purpose: "fingerprint", kid: "f0", role: "missing", rows: 1 }),
    );
  });
});
