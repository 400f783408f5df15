import { domainToASCII } from "node:url";
import { createTransport, type Transporter } from "nodemailer";
import { z } from "zod";
import { type EmailSender, MailError, type OutgoingMail } from "#app/application/ports/mail.ts";
import { QUOTA_CODE } from "#app/application/ports/mail-line.ts";
import type { Sender } from "#app/infrastructure/config/mail-address.ts";
import { mailHeaders } from "./mail-headers.ts";
import { sendingLimitIn, withoutAddress } from "./smtp-limits.ts";

export type SmtpOptions = {
  /** `smtps://user:password@host:465`, or `smtp://…:587?requireTLS=true` to insist on STARTTLS. */
  url: string;
  /** The address' domain makes the Message-ID. */
  from: Sender;
  /** Milliseconds without a response: to connect, to greet, to answer a command. */
  silenceMs?: number;
  /** Milliseconds for the whole conversation; below the minute of a worker's claim. */
  deadlineMs?: number;
};

/** The trusted part of nodemailer's error: codes. Its message and response quote the server, and so the address. */
const faultSchema = z.object({
  code: z.string().catch(""),
  command: z.string().catch(""),
  responseCode: z.int().min(400).max(599).optional().catch(undefined),
  response: z.string().catch(""),
});
type Fault = z.infer<typeof faultSchema>;

/** Our own errors (credentials, envelope, message) that no retry fixes. */
const OURS = new Set(["EAUTH", "ENOAUTH", "EENVELOPE", "EMESSAGE", "ECONFIG", "EREQUIRETLS"]);

/**
 * Sends by SMTP, one connection per mail: mails are rare here, and an idle connection would be dead at the next
 * mail. SMTP has no idempotency: if the answer to DATA is lost, a retry may deliver a second copy, under the
 * same Message-ID, by which mailboxes recognise it.
 */
export class SmtpSender implements EmailSender {
  readonly #transport: Transporter;
  readonly #domain: string;
  readonly #deadlineMs: number;
  readonly #closing = new AbortController();

  constructor({ url, from, silenceMs = 20_000, deadlineMs = 45_000 }: SmtpOptions) {
    this.#domain = domainToASCII(from.address.split("@").at(-1) ?? "");
    this.#deadlineMs = deadlineMs;
    this.#transport = createTransport(
      {
        url,
        connectionTimeout: silenceMs,
        greetingTimeout: silenceMs,
        socketTimeout: silenceMs,
        dnsTimeout: silenceMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from },
    );
  }

  /** Throws `MailError`, whose code is ours and never the server's text, which quotes the address. */
  async send(mail: OutgoingMail): Promise<void> {
    const { id, to, subject, html, text, files = [] } = mail;
    const deadline = AbortSignal.timeout(this.#deadlineMs);
    try {
      await this.#transport.sendMail({
        messageId: `<${id}@${this.#domain}>`,
        to: { name: "", address: to },
        subject,
        html,
        text,
        attachments: files,
        headers: mailHeaders(mail),
        signal: AbortSignal.any([deadline, this.#closing.signal]),
      });
    } catch (error) {
      if (this.#closing.signal.aborted) throw new MailError("smtp-closed", "retryable");
      if (deadline.aborted) throw new MailError("smtp-timeout", "retryable");
      throw errorOf(faultSchema.parse(error), to);
    }
  }

  /** Aborts sends in progress as retryable, and refuses later ones. Call it after the workers stopped. */
  close(): void {
    this.#closing.abort();
    this.#transport.close();
  }
}

function errorOf(fault: Fault, to: string): MailError {
  const reply = fault.responseCode;
  if (reply === undefined) {
    if (OURS.has(fault.code)) return new MailError(`smtp-${fault.code}`, "final");
    return new MailError(fault.code === "ETIMEDOUT" ? "smtp-timeout" : "smtp-connection", "retryable");
  }
  switch (sendingLimitIn(fault.response, to, fault.command)) {
    case "sender":
      return new MailError(QUOTA_CODE, "limited");
    case "recipient":
      return new MailError("smtp-recipient-busy", "limited");
    case null:
  }
  if (reply < 500) return new MailError(`smtp-${reply}`, "retryable");
  return isAboutRecipient(fault, reply, to)
    ? new MailError("smtp-recipient", "recipient")
    : new MailError(`smtp-${reply}`, "final");
}

/**
 * Yandex says «550 5.7.1 No such user!» to RCPT, and Mail.ru «550 Message was not accepted -- invalid mailbox. Local
 * mailbox … is unavailable: user not found» after the message, without an enhanced code.
 */
const UNKNOWN_MAILBOX =
  /\bno such (?:user|mailbox|recipient)\b|\binvalid mailbox\b|\bis unavailable: (?:user not found|account is disabled)/;

/**
 * Whether the server refuses the address itself. Its enhanced code (RFC 3463) decides: X.1.x is about the address,
 * except X.1.7 and X.1.8, which are about the sender's; X.7.x is policy ("relaying denied"), which would mark every person
 * as unreachable when only our settings are wrong. Without one, 550, 551 and 553 to RCPT count (RFC 5321 4.2.3).
 * The words of Yandex and Mail.ru come first: their codes say something else.
 */
function isAboutRecipient({ command, response }: Fault, reply: number, to: string): boolean {
  const enhanced = /\b5\.(\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? "";
  if (command !== "RCPT TO" && command !== "DATA") return false;
  if (reply === 550 && UNKNOWN_MAILBOX.test(withoutAddress(response.toLowerCase(), to.toLowerCase()))) return true;
  if (enhanced.startsWith("7.") || enhanced === "1.7" || enhanced === "1.8") return false;
  if (enhanced.startsWith("1.")) return true;
  return command === "RCPT TO" && [550, 551, 553].includes(reply);
}
