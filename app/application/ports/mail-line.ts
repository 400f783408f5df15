/** The code of a mail refused because the provider's sending limit is used up, whichever provider. */
export const QUOTA_CODE = "provider-quota";

/** The data that decides when a mail may be sent. */
export type LineState = {
  /** Send times of the last 24 hours, oldest first. */
  sent: Date[];
  /** The number of mails in front of this one. */
  ahead: number;
  /** The provider accepts no mails from us before then. */
  providerFullUntil: Date | null;
};

/** Mails that wait for a limit, in the order in which they were decided on. */
export interface MailLine {
  /** Reads and locks the line until the transaction ends, over all processes. `mailId` of `null`: the front. */
  holdLine(mailId: string | null, now: Date): Promise<LineState>;
  /** The mail waits in the line until then. */
  waitInLine(mailId: string, until: Date): Promise<void>;
  /**
   * A temporary limit refused the mail, so it was not sent and the attempt does not count. The mail waits
   * until then, behind earlier mails. With `QUOTA_CODE` all mails wait too.
   */
  refusedForNow(mailId: string, code: string, until: Date): Promise<void>;
  /** The number of waiting mails, and when the first of them may be sent. */
  waitingInLine(now: Date): Promise<{ count: number; first: Date | null; sent: Date[]; providerFull: boolean }>;
}
