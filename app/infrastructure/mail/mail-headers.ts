import type { OutgoingMail } from "#app/application/ports/mail.ts";

/**
 * No vacation program answers a mail of ours (RFC 3834), and Exchange sends the operator's nothing back either. One-click
 * unsubscribe (RFC 8058, RFC 2369) where the mail has an address for it.
 */
export function mailHeaders(mail: Pick<OutgoingMail, "unsubscribeUrl" | "toOperator">): Record<string, string> {
  const suppressed: Record<string, string> = mail.toOperator ? { "X-Auto-Response-Suppress": "All" } : {};
  const unsubscribe: Record<string, string> =
    mail.unsubscribeUrl === undefined
      ? {}
      : { "List-Unsubscribe": `<${mail.unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
  return { "Auto-Submitted": "auto-generated", ...suppressed, ...unsubscribe };
}
