import type { Connection } from "#app/infrastructure/database/connection.ts";
import { signInLimits } from "#app/infrastructure/team/sign-in-limits.ts";
import { type Counter, countersIn, perNetwork } from "./counters.ts";

/** Generous, since mobile carriers put thousands of people behind one address. */
export const PER_ADDRESS = { points: 30, duration: 60 * 60 };

/** Each hour asked for is held for a day: a stranger is not to hold the whole calendar. */
const HOURS_PER_ADDRESS = { points: 12, duration: 24 * 60 * 60 };

/** No person presses as fast: the excess is taken for an accident or a program and ignored. */
const PER_CHAT = { points: 40, duration: 60 };
/** Each press writes some rows: a request takes ten. */
export const PER_CHAT_DAY = { points: 500, duration: 24 * 60 * 60 };

/** Enough to correct the settings of a mail server, and too few to annoy a mailbox. */
const TEST_MAILS = { points: 5, duration: 60 * 60 };

export type Admission = { admitted: true } | { admitted: false; retryAfterSeconds: number };

/** Limits for strangers, counted in the database; `secret` keys the HMAC of what is counted. */
export function abuseLimits(connection: Connection, secret: Uint8Array) {
  const counters = countersIn(connection, secret);
  const perAddress = perNetwork(counters, "address", PER_ADDRESS);
  const hoursPerAddress = perNetwork(counters, "hours", HOURS_PER_ADDRESS);
  const perChat = counters("chat", PER_CHAT);
  const perChatDay = counters("chat_day", PER_CHAT_DAY);
  const testMails = counters("test_mail", TEST_MAILS);
  const admit = async (counter: Counter, key: string): Promise<Admission> => {
    const { left, retryAfterSeconds } = await counter.take(key);
    return left < 0 ? { admitted: false, retryAfterSeconds } : { admitted: true };
  };

  return {
    /** One attempt from an address prefix. Only an HMAC of the address is stored. */
    admit: (addressPrefix: string) => admit(perAddress, addressPrefix),
    /** One free hour that somebody asks for from an address prefix. */
    admitHour: (addressPrefix: string) => admit(hoursPerAddress, addressPrefix),
    /** One update of a chat, stored as an HMAC too. */
    async admitChat(chat: string): Promise<Admission> {
      const now = await admit(perChat, chat);
      return now.admitted ? admit(perChatDay, chat) : now;
    },
    /** One test mail of the practice. */
    admitTestMail: () => admit(testMails, "practice"),
    signIn: signInLimits(counters),
  };
}
