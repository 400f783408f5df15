import { connectWebhook } from "#app/infrastructure/chat/telegram/connect.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { explain } from "./run.ts";

/** Tells Telegram where this practice listens, and prints Telegram's answer. Needs no database. */
async function connect() {
  const { telegram, bots, publicOrigin, demo } = readConfig();
  if (!telegram) throw new Error("Set TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET first.");
  if (demo) throw new Error("Telegram calls https addresses only: set PUBLIC_ORIGIN, or use npm run telegram:poll.");
  const { username, webhook } = await connectWebhook(telegram, publicOrigin);
  console.info(`Bot: @${username}`);
  const named = bots.find(({ messenger }) => messenger === "telegram")?.name;
  if (username !== named) console.warn(`TELEGRAM_BOT_USERNAME is ${named ?? "not set"}: links lead elsewhere.`);
  console.info(`Webhook: ${webhook.url}, waiting updates: ${webhook.pending_update_count}`);
  if (webhook.last_error_message) console.warn(`Telegram's last error: ${webhook.last_error_message}`);
}

try {
  await connect();
} catch (error) {
  console.error(explain(error) ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}
