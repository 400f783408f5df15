import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  BOOKING_STATES,
  DECLINE_REASONS,
  FILLING_MODES,
  FILLING_STATES,
  OFFER_CHANNELS,
  OFFER_STATUSES,
  SKIP_REASONS,
} from "#app/domain/offers/types.ts";
import { callers } from "./callers.ts";
import { id, moment } from "./columns.ts";
import { operators } from "./team.ts";
import { availabilitySlots } from "./timetable.ts";
import { waitlistRequests } from "./waitlist.ts";

export const fillingMode = pgEnum("filling_mode", FILLING_MODES);

export const fillingState = pgEnum("filling_state", FILLING_STATES);

export const offerChannel = pgEnum("offer_channel", OFFER_CHANNELS);

export const offerStatus = pgEnum("offer_status", OFFER_STATUSES);

export const declineReason = pgEnum("decline_reason", DECLINE_REASONS);

export const skipReason = pgEnum("skip_reason", SKIP_REASONS);

export const bookingState = pgEnum("booking_state", BOOKING_STATES);

const slotId = () =>
  uuid()
    .notNull()
    .references(() => availabilitySlots.id, { onDelete: "cascade" });
const requestId = () =>
  uuid()
    .notNull()
    .references(() => waitlistRequests.id, { onDelete: "cascade" });

export const slotFillings = pgTable(
  "slot_fillings",
  {
    id: id(),
    slotId: slotId(),
    /** The other slots of a weekly offer. */
    seriesSlotIds: uuid().array().notNull(),
    mode: fillingMode().notNull(),
    state: fillingState().notNull(),
    startsAt: moment().notNull(),
    keepsUntil: moment().notNull(),
    startedBy: uuid().references(() => operators.id),
    createdAt: moment().notNull(),
    endedAt: moment(),
    /** A job takes the next step then. */
    wakesAt: moment(),
  },
  (t) => [
    uniqueIndex("slot_fillings_one_live").on(t.slotId).where(sql`${t.endedAt} is null`),
    index("slot_fillings_slot").on(t.slotId),
    index("slot_fillings_waking").on(t.wakesAt).where(sql`${t.endedAt} is null`),
    index("slot_fillings_old").on(t.createdAt),
    check("slot_fillings_ended", sql`(${t.state} in ('exhausted', 'taken', 'stopped')) = (${t.endedAt} is not null)`),
  ],
);

export const offers = pgTable(
  "offers",
  {
    id: id(),
    fillingId: uuid()
      .notNull()
      .references(() => slotFillings.id, { onDelete: "cascade" }),
    slotId: slotId(),
    waitlistRequestId: requestId(),
    round: integer().notNull(),
    channel: offerChannel().notNull(),
    status: offerStatus().notNull(),
    offeredAt: moment().notNull(),
    sentAt: moment(),
    calledAt: moment(),
    holdsUntil: moment().notNull(),
    extendedAt: moment(),
    answeredAt: moment(),
    lateYesAt: moment(),
    declineReason: declineReason(),
    /** Somebody else of the same round was faster. */
    lostRound: boolean().notNull().default(false),
    /** The token is derived, as that of a private link. */
    linkTokenHash: text().notNull(),
    linkKid: text().notNull(),
  },
  (t) => [
    uniqueIndex("offers_one_open").on(t.waitlistRequestId).where(sql`${t.status} = 'open'`),
    uniqueIndex("offers_once").on(t.slotId, t.waitlistRequestId),
    uniqueIndex("offers_link").on(t.linkTokenHash),
    index("offers_request").on(t.waitlistRequestId, t.offeredAt),
    index("offers_filling").on(t.fillingId),
    index("offers_ended").on(t.answeredAt).where(sql`${t.answeredAt} is not null`),
    index("offers_holding").on(t.holdsUntil),
    check("offers_accepted_answered", sql`${t.status} <> 'accepted' or ${t.answeredAt} is not null`),
  ],
);

/** Links of offers whose slot was removed: their page says that the hour is gone. A hash of a random token, and nothing of a person. */
export const removedOffers = pgTable(
  "removed_offers",
  { linkTokenHash: text().primaryKey(), removedAt: moment().notNull() },
  (t) => [index("removed_offers_old").on(t.removedAt)],
);

export const offerSkips = pgTable(
  "offer_skips",
  {
    id: id(),
    fillingId: uuid()
      .notNull()
      .references(() => slotFillings.id, { onDelete: "cascade" }),
    waitlistRequestId: requestId(),
    reason: skipReason().notNull(),
    at: moment().notNull(),
  },
  (t) => [
    uniqueIndex("offer_skips_once").on(t.fillingId, t.waitlistRequestId, t.reason),
    index("offer_skips_request").on(t.waitlistRequestId),
  ],
);

export const bookings = pgTable(
  "bookings",
  {
    id: id(),
    slotId: slotId(),
    waitlistRequestId: uuid().references(() => waitlistRequests.id, { onDelete: "cascade" }),
    /** Of a hold for somebody whose consent is awaited. */
    callerId: uuid().references(() => callers.id, { onDelete: "cascade" }),
    offerId: uuid().references(() => offers.id, { onDelete: "set null" }),
    state: bookingState().notNull(),
    askedUntil: moment(),
    bookedAt: moment(),
    cancelledAt: moment(),
    cancelledBy: text({ enum: ["person", "operator"] }),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("bookings_one_live").on(t.slotId).where(sql`${t.state} <> 'cancelled'`),
    index("bookings_slot").on(t.slotId),
    index("bookings_request").on(t.waitlistRequestId),
    index("bookings_caller").on(t.callerId),
    index("bookings_offer").on(t.offerId),
    index("bookings_asked_until").on(t.askedUntil).where(sql`${t.state} = 'asked'`),
    check("bookings_whose", sql`(${t.waitlistRequestId} is null) <> (${t.callerId} is null)`),
    check("bookings_asked", sql`(${t.state} <> 'asked') or (${t.askedUntil} is not null)`),
    check("bookings_booked", sql`(${t.state} <> 'booked') or (${t.bookedAt} is not null)`),
    check("bookings_cancelled", sql`(${t.state} = 'cancelled') = (${t.cancelledAt} is not null)`),
  ],
);
