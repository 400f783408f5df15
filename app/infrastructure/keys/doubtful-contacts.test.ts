import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GetHealthQuery } from "#app/application/insight/get-health.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService, NO_CEILINGS } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { doubtfulContacts } from "./doubtful-contacts.ts";

describe.each(DATABASES)("stored contacts that nobody has, on $name", ({ open }) => {
  let list: TestWaitlist;
  let slug: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    slug = (await addService(list.connection)).slug;
  });
  afterAll(() => list.close());

  const join = (contact: Contact, suspect = false) => list.join(slug, contact, { suspect });
  const lost = (last: number): Contact => ({ method: "phone", value: `+7891612345${last}` });
  const found = (stopped = () => false) => doubtfulContacts(list.db, list.cipher, stopped);

  it("are found in every batch of unanswered requests, and left when answered", async () => {
    for (let person = 0; person < 60; person++) await join(email(`person${person}@example.org`));
    await join({ method: "telegram", value: "telegram:4242" });
    const first = await join(lost(1));
    const second = await join({ method: "telegram", value: "_anna" });
    await join(lost(2), true);
    expect(await found()).toEqual([first.id, second.id]);

    await list.db.execute(`update waitlist_requests set status = 'contacted' where id = '${first.id}'`);
    expect(await found()).toEqual([second.id]);
    const health = new GetHealthQuery({
      database: list.database,
      ceilings: NO_CEILINGS,
      queue: async () => ({ waiting: 0, oldestSeconds: null, retried: [], failed: [], purgedSecondsAgo: 60 }),
      keys: async () => [],
      sinceStart: () => ({
        startedAt: list.clock(),
        undecryptable: [],
        // Found at start, when neither was answered.
        doubtful: [first.id, second.id],
        server: [],
        oddConsents: [],
        droppedViews: 0,
        uncountedVisits: 0,
        timetableFault: null,
      }),
      clock: list.clock,
    });
    expect(await health.execute()).toMatchObject({ health: { doubtfulContacts: 1 }, doubtful: [{ id: second.id }] });
    expect((await health.troubles({ anew: true })).count).toBe(1);
  });

  it("are passed over where no key decrypts them, and the search stops when asked", async () => {
    const [row] = await list.requestsWith({ method: "telegram", value: "_anna" });
    await list.db.execute(`update waitlist_requests set encrypted_contact_value = 'a.b.c.d.e' where id = '${row?.id}'`);
    expect(await found()).toEqual([]);
    await join(lost(3));
    expect([await found(() => true), (await found()).length]).toEqual([[], 1]);
  });
});
