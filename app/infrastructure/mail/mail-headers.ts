import type { OutgoingMail } from "#app/application/ports/mail.ts";

/** One-click unsubscribe (RFC 8058, RFC 2369). A mail without such an address has no headers of its own. */
export function mailHeaders(mail: Pick<OutgoingMail, "unsubscribeUrl">): Record<string, string> {
  if (mail.unsubscribeUrl === undefined) return {};
  return {
    "List-Unsubscribe": `<${mail.unsubscribeUrl}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
