import type { App } from "#app/context.ts";
import { startPolling } from "#app/infrastructure/chat/telegram/connect.ts";
import { takeUpdate } from "./take-update.server.ts";

/** For development without a public address: asks Telegram instead of being called. Answers the way to stop. */
export async function pollTelegram(app: App): Promise<() => Promise<void>> {
  const { telegram } = app.config;
  if (!telegram) throw new Error("Set TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET first.");
  return startPolling(telegram, (update) => takeUpdate(app, "telegram", update));
}
