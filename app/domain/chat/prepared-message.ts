/** What an operator may send through the bot. Chosen from a list, never typed, so that no health data reaches a chat. */
export const PREPARED_MESSAGES = ["time_appeared", "no_time_yet", "still_waiting", "leave_contact"] as const;
export type PreparedMessage = (typeof PREPARED_MESSAGES)[number];

export const PREPARED_ANSWERS = ["yes", "no", "not_needed"] as const;
/** A person's possible answers, sent by a button. */
export type PreparedAnswer = (typeof PREPARED_ANSWERS)[number];

/** The answers that a message offers. */
export const ANSWERS_TO = {
  time_appeared: ["yes", "no", "not_needed"],
  no_time_yet: ["yes", "not_needed"],
  still_waiting: ["yes", "not_needed"],
  leave_contact: ["yes", "no", "not_needed"],
} as const satisfies Record<PreparedMessage, readonly PreparedAnswer[]>;
