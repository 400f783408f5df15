import type { App } from "#app/context.ts";
import { readTelegramUpdate } from "#app/infrastructure/chat/telegram/update.ts";

/** Takes what Telegram brought. What is of no use, or more than a person can press, is let go. Throws `UnavailableError`. */
export async function takeUpdate({ concierge, limits, logger }: App, json: unknown): Promise<void> {
  const update = readTelegramUpdate(json);
  const admission = update && (await limits.admitChat(update.contact.value));
  if (!update || !admission?.admitted) {
    logger.info("telegram update let go", { reason: update ? "too-many" : "not-for-us" });
    return;
  }
  await concierge?.receiveUpdate.execute(update);
}
