import { z } from "zod";

/** Scheme and host, and a port or none: a name in Cyrillic becomes the one that browsers send (RFC 5891). */
export const origin = z.string().transform((text, context): string => {
  const url = /^https?:\/\/[^/?#@\\]+\/?$/i.test(text.trim()) && URL.canParse(text) ? new URL(text) : null;
  if (url) return url.origin;
  context.addIssue({
    code: "custom",
    message: "must be an origin such as https://example.org; its name may be in Cyrillic",
  });
  return z.NEVER;
});
