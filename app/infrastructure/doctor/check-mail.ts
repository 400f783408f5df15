import { createTransport } from "nodemailer";
import type { MailError } from "#app/application/ports/mail.ts";
import type { ServerProblem } from "#app/domain/insight/server-problem.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { codeOfFault, within } from "#app/infrastructure/faults.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

const ANSWERS_MS = 15_000;
const WORDS: Record<string, string> = {
  EAUTH: "the mail server refuses the user or the password in SMTP_URL",
  EDNS: "the mail server's name is not known: look at the host in SMTP_URL",
  ECONNECTION:
    "the mail server does not answer: look at the host and port in SMTP_URL; many hosting companies close port 25",
  ESOCKET:
    "no connection, or none with TLS: smtps:// is for port 465, smtp:// for 587; the certificate must fit the host's name",
  ETIMEDOUT:
    "the mail server does not answer: look at the host and port in SMTP_URL; many hosting companies close port 25",
};

const PROBLEMS: Record<string, ServerProblem> = { EAUTH: "mail_refused", ESOCKET: "mail_tls" };

/** Signs in to the mail server and sends nothing. */
export async function checkMail({ mail, operatorEmail }: Pick<Config, "mail" | "operatorEmail">): Promise<Finding[]> {
  const operator =
    operatorEmail === null ? [warning("operator", "OPERATOR_EMAIL is not set: no mail tells about new requests")] : [];
  if (mail.kind === "outbox") return [warning("mail", `is written to files in ${mail.dir} and not sent`), ...operator];
  if (mail.kind === "resend")
    return [ok("mail", "Resend; only a test mail shows whether it accepts the sender"), ...operator];
  const transport = createTransport({ url: mail.url, connectionTimeout: ANSWERS_MS, greetingTimeout: ANSWERS_MS });
  try {
    await within(2 * ANSWERS_MS, transport.verify());
    return [ok("mail", "the mail server lets us in"), ...operator];
  } catch (error) {
    const code = codeOfFault(error);
    const words = WORDS[code] ?? "the mail server refuses us";
    return [fault("mail", `${words} (${code})`, PROBLEMS[code] ?? "mail_away"), ...operator];
  } finally {
    transport.close();
  }
}

/** What became of the test mail. */
export const testMailFinding = (error: MailError | null): Finding =>
  error === null
    ? ok("test mail", "accepted: look into the mailbox of OPERATOR_EMAIL, and into its spam folder")
    : fault("test mail", `not accepted (${error.code}): MAIL_FROM must be an address that this server may send for`);
