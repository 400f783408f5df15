import { createHmac } from "node:crypto";
import { z } from "zod";
import type { ReceiveUpdateCommand } from "#app/application/chat/receive-update.ts";
import { pressOf } from "#app/domain/chat/concierge-buttons.ts";
import type { ChatEvent } from "#app/domain/chat/conversation.ts";
import { deepLinkIdIn } from "#app/domain/chat/start-link.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { heardIn } from "#app/infrastructure/chat/heard.ts";

/** dev.max.ru/docs-api/objects/Update, as far as the concierge looks. Times are milliseconds. */
const time = z.int().nonnegative();
const person = z.object({ user_id: z.int().positive(), is_bot: z.literal(false).optional() });
/** Groups and channels are not ours. The recipient of a person's message is the bot, so that the person is the sender. */
const dialog = z.object({ chat_type: z.literal("dialog") });
const updateSchema = z.discriminatedUnion("update_type", [
  z.object({ update_type: z.literal("bot_started"), timestamp: time, user: person, payload: z.string().nullish() }),
  z.object({ update_type: z.enum(["bot_stopped", "dialog_removed"]), timestamp: time, user: person }),
  z.object({
    update_type: z.literal("message_created"),
    timestamp: time,
    message: z.object({
      sender: person,
      recipient: dialog,
      body: z.object({ mid: z.string(), text: z.string().nullish() }),
    }),
  }),
  z.object({
    update_type: z.literal("message_callback"),
    timestamp: time,
    callback: z.object({
      timestamp: time.optional(),
      callback_id: z.string().min(1).max(1_024),
      payload: z.string().catch(""),
      user: person,
    }),
    /** `null`: the message was deleted meanwhile. */
    message: z.object({ recipient: dialog }).nullish(),
  }),
]);
type Update = z.output<typeof updateSchema>;

/** The updates that concern us, by MAX's names: others are not even sent here. */
export const MAX_UPDATES = ["bot_started", "bot_stopped", "dialog_removed", "message_created", "message_callback"];

/**
 * Reads an update of a person's own dialog with the bot, without a word that they wrote; `null` for anything else, such as a group.
 * MAX numbers no updates. What tells one apart names a person, so that its receipt is an HMAC under `key`.
 */
export function maxUpdates(key: Uint8Array) {
  const receiptOf = (parts: (string | number)[]) =>
    createHmac("sha256", key).update(JSON.stringify(parts)).digest("base64url");
  return (json: unknown): ReceiveUpdateCommand | null => {
    const parsed = updateSchema.safeParse(json);
    if (!parsed.success) return null;
    const update = parsed.data;
    const { update_type: type, timestamp: updateId } = update;
    const { user_id } = personOf(update);
    return {
      updateId,
      receipt: receiptOf([type, ...marksOf(update)]),
      contact: chatContact("max", user_id),
      name: null,
      event: eventOf(update),
    };
  };
}

function personOf(update: Update) {
  switch (update.update_type) {
    case "message_created":
      return update.message.sender;
    case "message_callback":
      return update.callback.user;
    default:
      return update.user;
  }
}

/** What is the same when an update is repeated. `callback_id` names the keyboard, which is pressed more than once. */
function marksOf(update: Update): (string | number)[] {
  switch (update.update_type) {
    case "message_created":
      return [update.message.body.mid];
    case "message_callback": {
      const { callback_id, timestamp = update.timestamp, payload, user } = update.callback;
      return [callback_id, timestamp, user.user_id, payload];
    }
    default:
      return [update.user.user_id, update.timestamp];
  }
}

function eventOf(update: Update): ChatEvent {
  switch (update.update_type) {
    case "bot_started":
      return { kind: "start", deepLinkId: deepLinkIdIn(update.payload ?? "") };
    case "bot_stopped":
    case "dialog_removed":
      return { kind: "blocked" };
    case "message_callback": {
      const { payload, callback_id: callbackId } = update.callback;
      return { kind: "press", press: pressOf(payload), callbackId };
    }
    case "message_created":
      return saidIn(update.message.body.text ?? "");
  }
}

/** A link that is opened in a running dialog may bring no `bot_started`, but its payload as a text. */
function saidIn(text: string): ChatEvent {
  const deepLinkId = deepLinkIdIn(text.trim());
  return deepLinkId === null ? heardIn(text) : { kind: "start", deepLinkId };
}
