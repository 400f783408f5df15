import { isLoopbackHost } from "./networks.ts";

type Transports = {
  DATABASE_URL?: string;
  SMTP_URL?: string;
  TELEGRAM_API_ROOT: string;
  RESEND_BASE_URL: string;
};

/**
 * A real practice's addresses, changed so that everything sent to other machines uses TLS with a checked
 * certificate. `problems` names the addresses that cannot be made so.
 */
export function overTls({ DATABASE_URL, SMTP_URL, ...web }: Transports) {
  const database = DATABASE_URL && databaseOverTls(DATABASE_URL);
  const smtp = SMTP_URL && smtpOverTls(SMTP_URL);
  const problems = [
    database === null && "DATABASE_URL: a database on another machine needs ?sslmode=verify-full",
    smtp === null && "SMTP_URL: the mail server's certificate is checked, tls.rejectUnauthorized cannot be set",
    !isHttpsOrLocal(web.TELEGRAM_API_ROOT) && "TELEGRAM_API_ROOT: must be https, unless it is this machine",
    !isHttpsOrLocal(web.RESEND_BASE_URL) && "RESEND_BASE_URL: must be https, unless it is this machine",
  ].filter((problem) => problem !== false);
  return { problems, urls: { DATABASE_URL: database ?? undefined, SMTP_URL: smtp ?? undefined } };
}

/** `https:`, or this machine. */
function isHttpsOrLocal(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || isLoopbackHost(hostname);
}

/** libpq's modes that encrypt whatever the server says. Both drivers read only the last alike, so it stands for all. */
const ENCRYPTED = ["require", "verify-ca", "verify-full"];

/** A socket's folder, written out or escaped. */
const SOCKET = /^(?:\/|%2f)/i;

/** The database's URL with its certificate checked, or as it is for this machine and its sockets. `null`: it could travel in the open. */
function databaseOverTls(address: string): string | null {
  const url = new URL(address);
  const named = [...url.hostname.split(","), ...url.searchParams.getAll("host")].filter(Boolean);
  if (named.length > 0 && named.every((host) => SOCKET.test(host) || isLoopbackHost(host))) return address;
  if (!ENCRYPTED.includes(url.searchParams.get("sslmode") ?? "")) return null;
  url.searchParams.set("sslmode", "verify-full");
  return url.href;
}

/** The mail server's URL, requiring STARTTLS unless it begins with TLS. `null`: it disables the certificate check. */
function smtpOverTls(address: string): string | null {
  const url = new URL(address);
  if (isLoopbackHost(url.hostname)) return address;
  if (url.searchParams.has("tls.rejectUnauthorized")) return null;
  url.searchParams.set("requireTLS", "true");
  return url.href;
}
