/** The code of a mail that a provider refused because our sending limit there is used up, whatever the provider. */
export const QUOTA_CODE = "provider-quota";

/** What decides when a mail may go out. */
export type LineState = {
  /** When mails went out in the last 24 hours, oldest first. */
  sent: Date[];
  /** How many mails wait before this one. */
  ahead: number;
  /** The provider takes no mails from us before then. */
  providerFullUntil: Date | null;
};

/** Mails that wait for a ceiling, in the order in which they were decided on. */
export interface MailLine {
  /** Looks at the line, and holds it until the transaction ends: mails of all processes take turns. `mailId` of `null`: the front. */
  holdLine(mailId: string | null, now: Date): Promise<LineState>;
  /** The mail waits in the line until then. */
  waitInLine(mailId: string, until: Date): Promise<void>;
  /**
   * A limit that passes by itself refused the mail, so it has not gone out: the attempt does not count. The mail waits
   * until then, and behind what is decided on before. Under `QUOTA_CODE` all mails wait with it.
   */
  refusedForNow(mailId: string, code: string, until: Date): Promise<void>;
  /** How many mails wait, and until when the first of them does. */
  waitingInLine(now: Date): Promise<{ count: number; first: Date | null; sent: Date[]; providerFull: boolean }>;
}
