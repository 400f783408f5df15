/** The person has an hour: the news come with a file for their calendar. */
export const BOOKING_NEWS = ["booked", "moved"] as const;
export type BookingNews = (typeof BOOKING_NEWS)[number];

export const OTHER_HOUR_NEWS = [
  "cancelled",
  "lost_round",
  "gone",
  "withdrawn",
  "asked",
  "asked_declined",
  "asked_other",
  "asked_lapsed",
] as const;

/**
 * What a person is told of an hour that they were offered, asked for or have. `lost_round`: somebody of the same round was faster.
 * `gone`: the hour was blocked, removed or moved. `withdrawn`: the operator took the offer back. `asked`: the hour is held for the
 * practice's answer. `asked_declined`: the practice said no. `asked_other`: it said no, and another hour is offered. `asked_lapsed`: it did
 * not answer in time.
 */
export const HOUR_NEWS = [...BOOKING_NEWS, ...OTHER_HOUR_NEWS] as const;
export type HourNews = (typeof HOUR_NEWS)[number];
