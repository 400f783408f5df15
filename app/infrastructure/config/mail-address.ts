import { z } from "zod";
import { parseEmail } from "#app/domain/contact/email.ts";

/** An address, parsed as the forms parse one. */
export const mailAddress = z.string().transform((text, context): string => {
  const parsed = parseEmail(text);
  if (parsed.ok) return parsed.contact.value;
  context.addIssue({
    code: "custom",
    message: `must be an e-mail address such as practice@example.org (${parsed.problem.reason})`,
  });
  return z.NEVER;
});

/** The sender of a mail. `name` may be empty. */
export type Sender = { name: string; address: string };

/** `Name <address>` or an address alone, split once, so that no later code has to find the end of a name with marks. */
export const sender = z.string().transform((text, context): Sender => {
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  // Quotes around the whole value: it comes from an env file that no shell read.
  const bare = /^(["'])(.*)\1$/s.exec(text.trim())?.[2] ?? text;
  const [, before = "", angled] = /^([^<>]*)<([^<>]*)>\s*$/.exec(bare) ?? [];
  if (/\S@\S/.test(before) || bare.split("<").length > 2) return refuse("must name one sender: Name <address>");
  if (/\p{Cc}/u.test(before)) return refuse("must be one line: Name <address>");
  // Node cuts `NAME="a" <b>` of an env file after the second quote.
  if (!bare.includes("@")) return refuse("must be an e-mail address; in .env write the whole value in single quotes");
  const address = mailAddress.safeParse(angled ?? bare);
  if (address.success) return { name: unquoted(before.trim()), address: address.data };
  return refuse(address.error.issues[0]?.message ?? "");
});

/** The name of `"Name, with marks" <address>` (RFC 5322 3.2.4). */
function unquoted(name: string): string {
  return /^"(.*)"$/.exec(name)?.[1]?.replace(/\\(.)/g, "$1") ?? name;
}
