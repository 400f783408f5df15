import { eq, isNull } from "drizzle-orm";
import { expect } from "vitest";
import { noticeBegins } from "#app/domain/offers/free-time.ts";
import { isQuiet } from "#app/domain/offers/quiet-hours.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import { availabilityOf } from "#app/domain/timetable/availability.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { bookings, offerSkips, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import type { TestWaitlist } from "#app/testing/waitlist.ts";

const QUIET = { hours: DEFAULT_OFFER_SETTINGS.quietHours, timeZone: "Europe/Moscow" };
const twice = (keys: string[]) => keys.filter((key, at) => keys.indexOf(key) !== at);

/** `given`: offers chosen by the operator, which pass nobody over by the rules. `since`: when a closed request was put back. */
export type Known = { serviceId: string; given: ReadonlySet<string>; since: ReadonlyMap<string, Date> };

async function read(list: TestWaitlist, serviceId: string) {
  const all = await list.db.select().from(bookings);
  return {
    now: list.clock(),
    offers: await list.db.select().from(offers).orderBy(offers.offeredAt, offers.id),
    fillings: await list.db.select().from(slotFillings),
    live: await list.db.select().from(slotFillings).where(isNull(slotFillings.endedAt)),
    slots: await list.db.select().from(availabilitySlots),
    bookings: all,
    standing: all.filter(({ state }) => state !== "cancelled"),
    requests: await list.db.select().from(waitlistRequests).where(eq(waitlistRequests.serviceId, serviceId)),
    skips: await list.db.select().from(offerSkips),
    called: await list.db.select().from(callers),
    service: (await list.db.select().from(services).where(eq(services.id, serviceId))).at(0),
  };
}
type Rows = Awaited<ReturnType<typeof read>>;

/** Checks everything that must never happen (`docs/offers.md`), after an act. */
export async function expectInvariants(list: TestWaitlist, known: Known): Promise<void> {
  const rows = await read(list, known.serviceId);
  expectOnceEach(rows);
  expectConsentFirst(rows);
  expectNoHolderGone(rows);
  expectQuietNights(rows);
  await expectHidden(list, rows);
  expectNobodyPassedOver(rows, known);
  await expectToldOnce(list, rows);
}

function expectOnceEach({ offers: made, live, standing }: Rows) {
  const open = made.filter(({ status }) => status === "open");
  expect(twice(standing.map(({ slotId }) => slotId))).toEqual([]);
  expect(twice(open.map(({ waitlistRequestId }) => waitlistRequestId))).toEqual([]);
  expect(twice(made.map(({ slotId, waitlistRequestId }) => `${slotId} ${waitlistRequestId}`))).toEqual([]);
  expect(twice(live.flatMap(({ slotId, seriesSlotIds }) => [slotId, ...seriesSlotIds]))).toEqual([]);
}

/** No person who left holds or asks for an hour, no hour is held that is not offered, and none of an archived service. */
function expectNoHolderGone({ offers: made, requests, slots, standing, service }: Rows) {
  const open = made.filter(({ status }) => status === "open");
  const asked = standing.filter(({ state }) => state === "asked");
  const waiting = requests.filter(({ status }) => status !== "closed").map(({ id }) => id);
  const ofNobody = [...open, ...asked].filter(
    ({ waitlistRequestId }) => !waiting.some((id) => id === waitlistRequestId),
  );
  expect(ofNobody).toEqual([]);
  const free = slots.filter(({ status }) => status === "available").map(({ id }) => id);
  expect([...open, ...standing].filter(({ slotId }) => !free.includes(slotId))).toEqual([]);
  if (service?.status === "archived") expect([...open, ...asked]).toEqual([]);
}

/** No caller is a request before they consented, and nobody is both. */
function expectConsentFirst({ called, requests }: Rows) {
  const early = called.filter(({ id, requestId }) => requestId === null && requests.some((each) => each.id === id));
  expect(early).toEqual([]);
}

function expectQuietNights({ offers: made, bookings: all, slots }: Rows) {
  for (const { offeredAt, holdsUntil } of made)
    expect([isQuiet(offeredAt, QUIET), isQuiet(holdsUntil, QUIET)]).toEqual([false, false]);
  const latest = new Map(slots.map(({ id, startsAt }) => [id, noticeBegins(startsAt, DEFAULT_OFFER_SETTINGS)]));
  // Of an early hour that is asked for in the night before, the hold ends with the notice. A caller's end wakes nobody.
  for (const { askedUntil, slotId, callerId } of all)
    if (askedUntil && callerId === null && isQuiet(askedUntil, QUIET)) expect(askedUntil).toEqual(latest.get(slotId));
}

/** Strangers see no kept, held, asked or booked hour. */
async function expectHidden(list: TestWaitlist, { now, live, offers: made, standing }: Rows) {
  const kept = [
    ...live.filter(({ keepsUntil }) => keepsUntil > now).flatMap((each) => [each.slotId, ...each.seriesSlotIds]),
    ...made.filter(({ status, holdsUntil }) => status === "open" && holdsUntil > now).map(({ slotId }) => slotId),
    ...standing
      .filter(({ askedUntil, state }) => state === "booked" || (askedUntil && askedUntil > now))
      .map(({ slotId }) => slotId),
  ];
  const timetable = await readTimetable(list.db, now);
  const shown = timetable.services.flatMap((service) => {
    const answer = availabilityOf(service, { status: "read", timetable }, now);
    return answer.status === "free" ? answer.slots.map(({ id }) => id) : [];
  });
  expect(shown.filter((id) => kept.includes(id))).toEqual([]);
}

/** A person who waited longer than an asked person was asked too, or has a skip in the journal. */
function expectNobodyPassedOver({ offers: made, fillings, requests, skips }: Rows, { given, since }: Known) {
  for (const offer of made) {
    const person = requests.find(({ id }) => id === offer.waitlistRequestId);
    if (!person || given.has(offer.id) || !fillings.some(({ id }) => id === offer.fillingId)) continue;
    const waited = ({ id }: { id: string }) => (since.get(id) ?? new Date(0)) < offer.offeredAt;
    const earlier = requests.filter(
      (each) => each.status !== "closed" && each.createdAt < person.createdAt && waited(each),
    );
    const named = [
      ...made.filter(({ slotId }) => slotId === offer.slotId).map((each) => each.waitlistRequestId),
      ...skips.filter(({ fillingId }) => fillingId === offer.fillingId).map((each) => each.waitlistRequestId),
    ];
    expect(earlier.filter(({ id }) => !named.includes(id))).toEqual([]);
  }
}

/** One message or call for an offer, one more after its hold was extended; one end of each ask; one word about each booking. */
async function expectToldOnce(list: TestWaitlist, { offers: made, bookings: all }: Rows) {
  const sends = await list.queued("send-offer");
  for (const { id, channel, extendedAt } of made) {
    const jobs = sends.filter(({ offerId }) => offerId === id).length;
    if (channel !== "call") expect(jobs).toBe(extendedAt ? 2 : 1);
    else expect(jobs).toBeLessThanOrEqual(2);
  }
  const ends = await list.queued("end-ask");
  const told = await list.queued("tell-about-hour");
  for (const { id, askedUntil, bookedAt, callerId } of all) {
    const news = told.filter(({ bookingId }) => bookingId === id).map(({ about }) => about);
    expect(twice(news.filter((about) => about !== "moved").map(String))).toEqual([]);
    // The other hours of a weekly offer are told with its first one.
    if (bookedAt === null) expect(news).not.toContain("booked");
    if (askedUntil && callerId === null) expect(ends.filter(({ bookingId }) => bookingId === id)).toHaveLength(1);
  }
}
