import { isOnThisMachine, readDatabaseUrl } from "./database-url.ts";
import { isLoopbackHost } from "./networks.ts";

type Transports = {
  DATABASE_URL?: string;
  SMTP_URL?: string;
  TELEGRAM_API_ROOT: string;
  MAX_API_ROOT: string;
  RESEND_BASE_URL: string;
};

/**
 * A real practice's addresses, changed so that everything sent to other machines uses TLS with a checked
 * certificate. `problems` names the addresses that cannot be made so.
 */
export function overTls({ DATABASE_URL, SMTP_URL, ...web }: Transports) {
  const smtp = SMTP_URL && smtpOverTls(SMTP_URL);
  const problems = [
    DATABASE_URL !== undefined &&
      !isDatabaseSafe(DATABASE_URL) &&
      "DATABASE_URL: a database on another machine needs ?sslmode=verify-full",
    smtp === null && "SMTP_URL: the mail server's certificate is checked, tls.rejectUnauthorized cannot be set",
    !isHttpsOrLocal(web.TELEGRAM_API_ROOT) && "TELEGRAM_API_ROOT: must be https, unless it is this machine",
    !isHttpsOrLocal(web.MAX_API_ROOT) && "MAX_API_ROOT: must be https, unless it is this machine",
    !isHttpsOrLocal(web.RESEND_BASE_URL) && "RESEND_BASE_URL: must be https, unless it is this machine",
  ].filter((problem) => problem !== false);
  return { problems, urls: { SMTP_URL: smtp ?? undefined } };
}

/** `https:`, or this machine. */
function isHttpsOrLocal(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || isLoopbackHost(hostname);
}

/** `false`: traffic could be sent in plain text, or to another machine. */
function isDatabaseSafe(url: string): boolean {
  const read = readDatabaseUrl(url);
  return "address" in read && (isOnThisMachine(read.address) || read.address.tls === "checked");
}

/** The mail server's URL, requiring STARTTLS unless it begins with TLS. `null`: it disables the certificate check. */
function smtpOverTls(address: string): string | null {
  const url = new URL(address);
  if (isLoopbackHost(url.hostname)) return address;
  if (url.searchParams.has("tls.rejectUnauthorized")) return null;
  url.searchParams.set("requireTLS", "true");
  return url.href;
}
