import type { NoticeCounts } from "./mail.ts";

/** Notices to the operator, told several in one mail. Each stays a row of its own: it has the fate of that mail. */
export interface OperatorNotices {
  /** When a mail with notices was last handed to the provider. */
  lastNotice(): Promise<Date | null>;
  /**
   * The mail that is to be sent next, with what it tells: one that was tried before, as it was then, or everything
   * that nobody was told of yet. Requests that are closed by now are not told. Call it while the line is held.
   */
  gatherNotices(): Promise<{ id: string; attempts: number; counts: NoticeCounts } | null>;
}
