import { and, asc, eq, gt, inArray, isNull, ne, notExists, type SQL, sql } from "drizzle-orm";
import type { OfferLine, SeriesReader } from "#app/application/ports/offers.ts";
import { compareCandidates } from "#app/domain/offers/candidates.ts";
import type { OfferedSlot, Rules } from "#app/domain/offers/types.ts";
import { servicesOfSlot } from "#app/domain/timetable/availability.ts";
import { timeWindowsAt } from "#app/domain/timetable/slot-plan.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { onlyServiceOfSlotRow } from "#app/infrastructure/timetable/slot-services.ts";
import { candidatesOf } from "./candidates.ts";

const slotColumns = {
  id: availabilitySlots.id,
  serviceId: availabilitySlots.serviceId,
  otherServiceIds: availabilitySlots.otherServiceIds,
  startsAt: availabilitySlots.startsAt,
  endsAt: availabilitySlots.endsAt,
  status: availabilitySlots.status,
  format: services.format,
};

export function offerLine(db: Db): OfferLine & SeriesReader {
  const slots = () => db.select(slotColumns).from(availabilitySlots).leftJoin(services, onlyServiceOfSlotRow);

  return {
    async holdSlot(id) {
      const [slot] = await slots().where(eq(availabilitySlots.id, id)).for("no key update", { of: availabilitySlots });
      return slot ?? null;
    },

    async holdSlotOf(fillingId) {
      const id = db.select({ id: slotFillings.slotId }).from(slotFillings).where(eq(slotFillings.id, fillingId));
      const found = slots().where(eq(availabilitySlots.id, sql`(${id})`));
      const [slot] = await found.for("no key update", { of: availabilitySlots });
      return slot ?? null;
    },

    async findSlot(id) {
      const [slot] = await slots().where(eq(availabilitySlots.id, id));
      return slot ?? null;
    },

    async front(slot, rules, now, limit) {
      const found = await candidatesOf(db, frontOf(slot, rules, limit + 1), slot.id, now);
      const lined = found.toSorted(compareCandidates);
      const last = lined.filter(({ busyUntil }) => busyUntil === null)[limit];
      return { candidates: last ? lined.slice(0, lined.indexOf(last)) : lined, complete: last === undefined };
    },

    async candidate(requestId, slotId, now) {
      const [found] = await this.among([requestId], slotId, now);
      return found ?? null;
    },

    async among(requestIds, slotId, now) {
      if (requestIds.length === 0) return [];
      const ids = sql.join(
        requestIds.map((id) => sql`(${id}::uuid)`),
        sql`, `,
      );
      return candidatesOf(db, sql`select id from (values ${ids}) named (id)`, slotId, now);
    },

    async somebodyFits(list, rules) {
      const known = new Map<string, boolean>();
      const answers = new Map<string, boolean>();
      const before = await withHistory(db, list);
      for (const slot of list) {
        const ofServices = servicesOfSlot(slot);
        const length = ofServices.length === 1 ? null : slot.endsAt.getTime() - slot.startsAt.getTime();
        const alike = [ofServices.join(), length, ...timeWindowsAt(slot.startsAt, rules.timeZone)];
        const key = before.has(slot.id) ? slot.id : JSON.stringify(alike);
        const fits = known.get(key) ?? (await fitsSomebody(db, slot, rules));
        known.set(key, fits);
        answers.set(slot.id, fits);
      }
      return answers;
    },

    async tryLock(requestIds) {
      const { contactFingerprint, id } = waitlistRequests;
      const contact = sql<boolean | null>`pg_try_advisory_xact_lock(hashtextextended(${contactFingerprint}, 0))`;
      const rows = await db
        .select({ contact })
        .from(waitlistRequests)
        .where(inArray(id, [...requestIds]))
        .for("no key update", { skipLocked: true });
      return rows.length === new Set(requestIds).size && rows.every((row) => row.contact !== false);
    },

    async putFirstOf(requestId) {
      const { id, putFirstAt: at, putFirstReason: reason } = waitlistRequests;
      const [row] = await db.select({ at, reason }).from(waitlistRequests).where(eq(id, requestId));
      return row?.at && row.reason ? { at: row.at, reason: row.reason } : null;
    },

    async mark(requestId, { putFirst, ...moments }) {
      const first =
        putFirst === undefined ? {} : { putFirstAt: putFirst?.at ?? null, putFirstReason: putFirst?.reason ?? null };
      await db
        .update(waitlistRequests)
        .set({ ...moments, ...first })
        .where(eq(waitlistRequests.id, requestId));
    },

    async openAfter(startsAt) {
      return slots()
        .where(
          and(
            gt(availabilitySlots.startsAt, startsAt),
            eq(availabilitySlots.status, "available"),
            notExists(
              db
                .select({ one: sql`1` })
                .from(bookings)
                .where(and(eq(bookings.slotId, availabilitySlots.id), ne(bookings.state, "cancelled"))),
            ),
            notExists(
              db
                .select({ one: sql`1` })
                .from(slotFillings)
                .where(and(eq(slotFillings.slotId, availabilitySlots.id), isNull(slotFillings.endedAt))),
            ),
          ),
        )
        .orderBy(asc(availabilitySlots.startsAt));
    },
  };
}

/** Pairs of service and window that the slot suits: each scans its own part of an index. */
function pairsOf(slot: OfferedSlot, { timeZone }: Rules): SQL {
  const windows = sql.join(
    timeWindowsAt(slot.startsAt, timeZone).map((window) => sql`(${window}::time_window)`),
    sql`, `,
  );
  const minutes = (slot.endsAt.getTime() - slot.startsAt.getTime()) / 60_000;
  const [only, ...others] = servicesOfSlot(slot);
  const isLongEnough = sql`s.duration_minutes <= ${minutes}`;
  const suits =
    only === undefined
      ? isLongEnough
      : others.length === 0
        ? sql`s.id = ${only}`
        : sql`s.id in ${[only, ...others]} and ${isLongEnough}`;
  return sql`(select s.id as service_id, w.wanted from services s cross join (values ${windows}) as w (wanted)
    where s.status = 'active' and ${suits}) pair`;
}

/** Open requests of a pair without an offer of this slot. */
const ofPair = ({ id }: OfferedSlot) => sql`r.service_id = pair.service_id and r.preferred_time_window = pair.wanted
  and r.status <> 'closed' and r.quarantined_at is null
  and not exists (select 1 from offers o where o.slot_id = ${id} and o.waitlist_request_id = r.id)`;

/** No other hour is offered to them now: looked up for each person, since all open offers were read for each where it was a join. */
const NOT_BUSY = sql`(select held.id from offers held where held.waitlist_request_id = r.id and held.status = 'open') is null`;

/** At most `limit` people without an open offer, and everybody who has one: when hundreds of hours are filled at once, they stand in front. */
function frontOf(slot: OfferedSlot, rules: Rules, limit: number): SQL {
  const columns = sql`select r.id, r.put_first_at, r.created_at from waitlist_requests r
    where ${ofPair(slot)} and ${NOT_BUSY}`;
  const pairs = pairsOf(slot, rules);
  const free = sql`select first.* from ${pairs} cross join lateral (${columns} and r.put_first_at is not null) first
    union
    select longest.* from ${pairs} cross join lateral (${columns} order by r.created_at, r.id limit ${limit}) longest`;
  return sql`(select id from (${free}) front order by put_first_at nulls last, created_at, id limit ${limit})
    union all
    select r.id from offers busy join waitlist_requests r on r.id = busy.waitlist_request_id join ${pairs} on ${ofPair(slot)}
      where busy.status = 'open'`;
}

async function fitsSomebody(db: Db, slot: OfferedSlot, rules: Rules): Promise<boolean> {
  const [row] = await db.select({ id: sql<string>`id` }).from(
    sql`(select one.id from ${pairsOf(slot, rules)} cross join lateral (
        select r.id from waitlist_requests r where ${ofPair(slot)} and r.paused_at is null and r.leave_requested_at is null
          and not exists (select 1 from bookings b where b.slot_id = ${slot.id} and b.waitlist_request_id = r.id)
        order by r.created_at, r.id limit 1) one limit 1) fits`,
  );
  return row !== undefined;
}

async function withHistory(db: Db, list: readonly OfferedSlot[]): Promise<Set<string>> {
  const ids = list.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const [offered, booked] = [
    await db.selectDistinct({ id: offers.slotId }).from(offers).where(inArray(offers.slotId, ids)),
    await db.selectDistinct({ id: bookings.slotId }).from(bookings).where(inArray(bookings.slotId, ids)),
  ];
  return new Set([...offered, ...booked].map(({ id }) => id));
}
