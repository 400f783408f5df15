import { and, eq, gte, isNotNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { OfferNumbers, TimeSpan } from "#app/application/ports/insight.ts";
import type { AnsweredAs } from "#app/domain/insight/offer-numbers.ts";
import type { StartsIn } from "#app/domain/offers/settings.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots } from "#app/infrastructure/tables/timetable.ts";

/** More than one filling makes. */
const MOST_OFFERS = 10_000;

/** The hour's own offers are few: everything is read from the week's fillings outward. */
export function offerNumbers(db: Db): OfferNumbers {
  const within = ({ from, until }: TimeSpan) =>
    and(gte(slotFillings.createdAt, from), lt(slotFillings.createdAt, until));
  // A count, and a limited lateral join below: with `exists` or a plain join PostgreSQL may read all offers ever made.
  const accepted = db.$count(offers, and(eq(offers.fillingId, slotFillings.id), eq(offers.status, "accepted")));

  return {
    async freedHours(span) {
      const of = db
        .select({
          taken: sql<boolean>`${slotFillings.state} = 'taken'`.as("taken"),
          seconds: sql<number>`extract(epoch from ${slotFillings.endedAt} - ${slotFillings.createdAt})`.as("seconds"),
          offers: sql<number>`${db.$count(offers, eq(offers.fillingId, slotFillings.id))}`.as("offers"),
        })
        .from(slotFillings)
        .where(
          and(
            within(span),
            ne(slotFillings.state, "stopped"),
            or(ne(slotFillings.state, "taken"), sql`${accepted} > 0`),
          ),
        )
        .as("freed");
      const filled = (value: SQL, otherwise: SQL) => sql`coalesce(${value} filter (where ${of.taken}), ${otherwise})`;
      const [row] = await db
        .select({
          freed: sql<number>`count(*)`.mapWith(Number),
          filled: sql<number>`count(*) filter (where ${of.taken})`.mapWith(Number),
          offers: sql<number>`${filled(sql`sum(${of.offers})`, sql`0`)}`.mapWith(Number),
          seconds: sql<number[]>`${filled(sql`json_agg(${of.seconds})`, sql`'[]'`)}`,
        })
        .from(of);
      return row ?? { freed: 0, filled: 0, offers: 0, seconds: [] };
    },

    offerAnswers(span) {
      const answer = sql<AnsweredAs>`case ${offers.status} when 'expired' then 'silent' else ${offers.status}::text end`;
      const left = sql`${availabilitySlots.startsAt} - ${offers.offeredAt}`;
      const startsIn = sql<StartsIn>`case when ${left} > interval '168 hours' then 'over_7d'
        when ${left} > interval '72 hours' then '3_7d' when ${left} > interval '24 hours' then '1_3d' else 'under_1d' end`;
      const answered = or(
        sql`${offers.status} in ('accepted', 'declined')`,
        and(eq(offers.status, "expired"), or(ne(offers.channel, "call"), isNotNull(offers.calledAt))),
      );
      const told = db
        .select({ channel: offers.channel, startsIn: startsIn.as("starts_in"), answer: answer.as("answer") })
        .from(offers)
        .innerJoin(availabilitySlots, eq(availabilitySlots.id, offers.slotId))
        .where(and(eq(offers.fillingId, slotFillings.id), answered))
        .limit(MOST_OFFERS)
        .as("told");
      return db
        .select({
          ...{ channel: told.channel, startsIn: told.startsIn, answer: told.answer },
          count: sql<number>`count(*)`.mapWith(Number),
        })
        .from(slotFillings)
        .innerJoinLateral(told, sql`true`)
        .where(within(span))
        .groupBy(told.channel, told.startsIn, told.answer);
    },
  };
}
