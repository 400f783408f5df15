import type { App } from "#app/context.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";

/** Processes an update. Useless ones, and more than a person can press, are dropped. Throws `UnavailableError`. */
export async function takeUpdate({ concierge, limits, logger }: App, from: Messenger, json: unknown): Promise<void> {
  const update = concierge?.webhooks.get(from)?.read(json) ?? null;
  const admission = update && (await limits.admitChat(update.contact.value));
  if (!update || !admission?.admitted) {
    logger.info("update let go", { from, reason: update ? "too-many" : "not-for-us" });
    return;
  }
  await concierge?.receiveUpdate.execute(update);
}
