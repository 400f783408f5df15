import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { USUAL_CALENDAR } from "#app/domain/timetable/working-days.ts";
import { openRequest, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { type FieldWriters, fieldsWrittenBy, REQUEST_FIELDS, requestColumns, WRITERS } from "./request-fields.ts";

const practice = { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2, calendar: USUAL_CALENDAR };
const later = new Date("2027-01-11T09:00:00Z");
/** Every field that may change, changed. */
const OTHER = {
  preferredTimeWindow: "weekend",
  status: "contacted",
  source: "telegram",
  utm: { utm_source: "other" },
  createdAt: later,
  updatedAt: later,
  expiresAt: later,
  answerBy: later,
  contactedAt: later,
  pausedAt: later,
  quarantinedAt: later,
  unreachableAt: later,
  leaveRequestedAt: later,
  renewalAskedAt: later,
  repeatedAt: later,
  windowBeforeRepeat: "any",
  linkVersion: 5,
} as const satisfies Partial<WaitlistRequest>;

describe.each(DATABASES)("the fields of a request on $name", ({ open }) => {
  let list: TestWaitlist;
  let leadId: string | null;
  let serviceId: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    const service = await addService(list.connection);
    serviceId = service.id;
    leadId = (await list.row((await list.join(service.slug, email("first@example.org"))).id)).leadId;
  });
  afterAll(() => list.close());

  /** Adds a request, writes a changed one over it, and returns the stored one. */
  async function written(writer: "save" | "update", change: Partial<WaitlistRequest>) {
    const given = { id: v7(), serviceId, leadId, preferredContactMethod: "email", preferredTimeWindow: "any" } as const;
    const request = openRequest({ ...given, source: "web", utm: {}, suspect: false }, practice, list.clock());
    const contact = email(`${request.id}@example.org`);
    const changed = { ...request, ...change };
    const stored = await list.database.transaction(async ({ waitlistRequests: requests }) => {
      await requests.save(request, contact);
      expect(await requests.find(request.id)).toEqual(request);
      await (writer === "save" ? requests.save(changed, contact) : requests.update(changed));
      return requests.find(request.id);
    });
    return { request, changed, stored };
  }

  it.each([
    ["save", OTHER],
    ["update", OTHER],
    ["update", { ...OTHER, status: "closed", closedReason: "booked", closedAt: later, leadId: null }],
  ] as const)("%s writes the fields that it is named for, and no other", async (writer, change) => {
    const { request, changed, stored } = await written(writer, change);
    const mine = fieldsWrittenBy(writer);
    for (const field of REQUEST_FIELDS) {
      expect([field, stored?.[field]]).toEqual([field, mine.includes(field) ? changed[field] : request[field]]);
    }
  });
});

it("a list of fields without one of them does not compile", () => {
  const { linkVersion: _, ...others } = WRITERS;
  // @ts-expect-error `linkVersion` is missing
  const writers: FieldWriters = others;
  const { linkVersion: __, ...columns } = requestColumns;
  // @ts-expect-error `linkVersion` is missing
  const read: Record<keyof WaitlistRequest, unknown> = columns;
  expect([writers, read].map((each) => Object.keys(each).length)).toEqual([22, 22]);
});
