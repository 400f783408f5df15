import type { NoticeCounts } from "./mail.ts";

/** Notices to the operator, several per mail. Each stays a row of its own and shares the result of that mail. */
export interface OperatorNotices {
  /** When a mail with notices was last handed to the provider. */
  lastNotice(): Promise<Date | null>;
  /**
   * The next mail to send, with its notices: one that was tried before, unchanged, or all pending
   * notices except those of closed requests. Call it while the line is locked.
   */
  gatherNotices(): Promise<{ id: string; attempts: number; counts: NoticeCounts } | null>;
}
