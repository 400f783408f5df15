import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mayBeOffered, REQUEST_STATUSES } from "#app/domain/waitlist-request.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const MARKS = ["quarantinedAt", "pausedAt", "unreachableAt", "leaveRequestedAt"] as const;
/** Every status with every set of marks. */
const STATES = REQUEST_STATUSES.flatMap((status) =>
  Array.from({ length: 2 ** MARKS.length }, (_, bits) => ({
    status,
    marks: MARKS.filter((_, at) => bits & (1 << at)),
  })),
);

describe.each(DATABASES)("who may be offered time on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  it("is found by the same rule as in the domain, whatever the status and the marks", async () => {
    const service = await addService(list.connection);
    const { id: first } = await list.join(service.slug, email("first@example.org"));
    const row = await list.row(first);
    const now = list.clock();
    const rows = STATES.map(({ status, marks }) => ({
      ...row,
      id: v7(),
      status,
      ...(status === "closed" ? ({ closedReason: "booked", closedAt: now } as const) : {}),
      ...Object.fromEntries(marks.map((mark) => [mark, now])),
      contactFingerprint: v7(),
      linkTokenHash: null,
      linkKid: null,
    }));
    await list.db.insert(waitlistRequests).values(rows);
    const all = await list.db.select().from(waitlistRequests);
    const expected = all.filter(mayBeOffered).map(({ id }) => id);
    expect([all.length, expected.length]).toEqual([STATES.length + 1, 3]);
    const wanted = [{ serviceId: service.id, window: row.preferredTimeWindow }];
    const { found, counted } = await list.database.transaction(async ({ waiting }) => ({
      found: await waiting.longest(wanted, null, STATES.length + 1),
      counted: await waiting.count(wanted, STATES.length + 1),
    }));
    expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
    expect(counted).toBe(expected.length);
  });
});
