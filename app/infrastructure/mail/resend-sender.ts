import { Resend } from "resend";
import { z } from "zod";
import { type EmailSender, MailError, type OutgoingMail } from "#app/application/ports/mail.ts";
import { QUOTA_CODE } from "#app/application/ports/mail-line.ts";
import type { Sender } from "#app/infrastructure/config/mail-address.ts";
import { mailHeaders } from "./mail-headers.ts";
import { Pace } from "./pace.ts";
import { MAIL_TAG } from "./resend-webhook.ts";

export type ResendOptions = {
  apiKey: string;
  /** For example `https://api.resend.com`. */
  baseUrl: string;
  /** At a domain that Resend has verified. */
  from: Sender;
  /** Milliseconds for the whole request, including the response. */
  timeoutMs?: number;
};

/** The SDK returns any JSON body: its types promise more than it checks. */
const refusalSchema = z.object({
  name: z.string().catch(""),
  statusCode: z.int().min(400).max(599).nullable().catch(null),
  message: z.string().catch(""),
});
type Refusal = z.infer<typeof refusalSchema>;

/** Resend accepts 5 requests a second per team (https://resend.com/docs/api-reference/rate-limit); a 429 caused by several processes is retried. */
const PAUSE_MS = 250;

/** Resend's name of the field in «Invalid `to` field»; the plain English word "to" does not count. */
const TO_FIELD = /[`'"]to[`'"]/;

/**
 * Sends through Resend's HTTP API. The mail's id is its `Idempotency-Key`, which Resend remembers for 24 hours
 * (https://resend.com/docs/dashboard/emails/idempotency-keys): a retry after a lost answer sends nothing twice.
 */
export class ResendSender implements EmailSender {
  readonly #resend: Resend;
  readonly #from: string;
  readonly #timeoutMs: number;
  readonly #pace = new Pace(PAUSE_MS);

  constructor({ apiKey, baseUrl, from, timeoutMs = 10_000 }: ResendOptions) {
    this.#resend = new Resend(apiKey, { baseUrl: baseUrl.replace(/\/+$/, "") });
    this.#from = mailbox(from);
    this.#timeoutMs = timeoutMs;
  }

  /** Throws `MailError`, whose code is ours and never Resend's text, which may quote the address. */
  async send(mail: OutgoingMail): Promise<void> {
    const { id, to, subject, html, text, files } = mail;
    const attachments = files?.map(({ content, ...file }) => ({
      ...file,
      content: Buffer.from(content).toString("base64"),
    }));
    await this.#pace.turn();
    const signal = AbortSignal.timeout(this.#timeoutMs);
    const answer = await this.#resend.emails.send(
      {
        from: this.#from,
        to,
        subject,
        html,
        text,
        headers: mailHeaders(mail),
        tags: [{ name: MAIL_TAG, value: id }],
        ...(attachments && { attachments }),
      },
      { idempotencyKey: id, signal },
    );
    if (answer.data?.id) return;
    const refusal = refusalSchema.safeParse(answer.error);
    // The SDK reports a time-out, a reset and a broken body alike; only the signal tells them apart.
    if (signal.aborted && refusal.data?.statusCode === null) throw new MailError("resend-timeout", "retryable");
    // Something other than Resend answered (a proxy's page, an empty object). A retry is safe under the same key.
    if (!refusal.success) throw new MailError("resend-odd-answer", "retryable");
    throw errorOf(refusal.data, secondsIn(answer.headers?.["retry-after"]));
  }
}

function errorOf({ name, statusCode, message }: Refusal, retryAfter: number | undefined): MailError {
  switch (name) {
    case "rate_limit_exceeded":
      return new MailError("resend-rate-limit", "retryable", retryAfter);
    // Both limits are temporary: 100 mails a day and 3,000 a month on the free plan (https://resend.com/docs/knowledge-base/account-quotas-and-limits).
    case "daily_quota_exceeded":
    case "monthly_quota_exceeded":
      return new MailError(QUOTA_CODE, "limited", retryAfter);
    case "concurrent_idempotent_requests":
      return new MailError("resend-concurrent", "retryable", retryAfter);
    case "invalid_idempotent_request":
      return new MailError("resend-changed-body", "final");
  }
  if (statusCode === null) {
    return new MailError(
      name === "application_error" ? "resend-network" : "resend-odd-answer",
      "retryable",
      retryAfter,
    );
  }
  if (statusCode >= 500 || statusCode === 429 || statusCode === 408) {
    return new MailError(`resend-${statusCode}`, "retryable", retryAfter);
  }
  if (statusCode === 422 && TO_FIELD.test(message)) return new MailError("resend-recipient", "recipient");
  return new MailError(`resend-${statusCode}`, "final");
}

/** As a header writes it: a name with marks of its own stands in quotes (RFC 5322 3.4). */
function mailbox({ name, address }: Sender): string {
  if (name === "") return address;
  return /[()<>[\]:;@\\,."]/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}" <${address}>` : `${name} <${address}>`;
}

/** Seconds from `Retry-After` (RFC 9110 10.2.3); Resend never uses its date form. */
function secondsIn(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}
