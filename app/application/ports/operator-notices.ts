import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { NoticeCounts } from "./mail.ts";

/** `lost`: MAX had dropped the subscription to our webhook. `outage` is the same for one outage, and another for the next. */
export type ChannelNotice = { messenger: Messenger; fault: "away" | "refused" | "lost"; outage: string };

/** Notices to the operator, several per mail. Each stays a row of its own and shares the result of that mail. */
export interface OperatorNotices {
  /** When a mail with notices was last handed to the provider. */
  lastNotice(): Promise<Date | null>;
  /**
   * The next mail to send, with its notices: one that was tried before, unchanged, or all pending
   * notices except those of closed requests. Call it while the line is locked.
   */
  gatherNotices(): Promise<{ id: string; attempts: number; counts: NoticeCounts } | null>;
  /** Adds the notice of an outage. `false`: it has one. */
  addChannelNotice(id: string, notice: ChannelNotice, now: Date): Promise<boolean>;
  /** Whether it was sent or given up. */
  isNoticeOver(id: string): Promise<boolean>;
  /** When MAX's subscription was last found gone; `null`: never, as far as is stored. */
  subscriptionLostAt(): Promise<Date | null>;
}
