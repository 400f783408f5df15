import { z } from "zod";

/** Refusals as MAX words them, where its words were seen; otherwise ours. */
export type Refused = { status: number; code: string; message: string };
export const badPayload = (message: string): Refused => ({ status: 400, code: "proto.payload", message });

const LARGEST = { text: 4_000, rows: 30, inRow: 7, linksInRow: 3, attachments: 12 };

const button = z.discriminatedUnion("type", [
  z.object({ type: z.literal("callback"), text: z.string().min(1).max(128), payload: z.string().max(1_024) }),
  z.object({ type: z.literal("link"), text: z.string().min(1).max(128), url: z.url().max(2_048) }),
]);
const row = z
  .array(button)
  .min(1)
  .max(LARGEST.inRow)
  .refine((buttons) => buttons.filter(({ type }) => type === "link").length <= LARGEST.linksInRow);
const keyboard = z.object({
  type: z.literal("inline_keyboard"),
  payload: z.object({ buttons: z.array(row).min(1).max(LARGEST.rows) }),
});
/** What is left of a text without tags. */
const visibleIn = (text: string) => text.replaceAll(/<[^>]*>/g, "").trim();

/** The body of a message, which MAX checks before it looks for the recipient. */
export const messageBody = z.strictObject({
  text: z
    .string()
    .refine((text) => [...text].length <= LARGEST.text)
    .refine((text) => visibleIn(text) !== ""),
  format: z.enum(["html", "markdown"]).nullish(),
  notify: z.boolean().optional(),
  attachments: z.array(keyboard).max(LARGEST.attachments).nullish(),
  link: z.null().optional(),
});

export const answerBody = z.strictObject({
  message: messageBody.partial().nullish(),
  notification: z.string().nullish(),
});

/** The secret's alphabet: the vendor's OpenAPI description 0.0.30. */
export const subscriptionBody = z.strictObject({
  url: z.url({ protocol: /^https$/ }),
  secret: z
    .string()
    .regex(/^[\w-]{5,256}$/)
    .optional(),
  update_types: z.array(z.string()).optional(),
});

/** A token is sent as it is, in a header. */
export function refuseToken(authorization: string | undefined, query: URLSearchParams, token: string): Refused | null {
  if (query.has("access_token")) return { status: 403, code: "deprecated.token", message: "Token in the query" };
  if (authorization === token) return null;
  const message = /^bearer\s/i.test(authorization ?? "") ? "Malformed access token" : "Invalid access_token";
  return { status: 401, code: "verify.token", message };
}

const id = z.coerce.number().int().positive();

/** Exactly one recipient, in the query. That two are refused is our own strictness. */
export function recipientOf(query: URLSearchParams): { userId: number } | { chatId: number } | null {
  const [user, chat] = [query.get("user_id"), query.get("chat_id")];
  if ((user === null) === (chat === null)) return null;
  const read = id.safeParse(user ?? chat);
  if (!read.success) return null;
  return user === null ? { chatId: read.data } : { userId: read.data };
}
