import { Bot } from "grammy";
import { addresses } from "#app/addresses.ts";
import { chatCopy } from "#app/copy/chat.ts";
import type { TelegramConfig } from "#app/infrastructure/config/messengers.ts";
import { telegramApi } from "./api.ts";

/** The updates that concern us: others are not even sent here. */
const ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"] as const;
const COMMANDS = Object.entries(chatCopy.commands).map(([command, description]) => ({ command, description }));

/** Tells Telegram where updates go and what the bot understands. Answers what Telegram says of it. */
export async function connectWebhook(config: TelegramConfig, publicOrigin: string) {
  const api = telegramApi(config);
  const { username } = await api.getMe();
  await api.setWebhook(`${publicOrigin}${addresses.api.chatWebhook.telegram()}`, {
    secret_token: config.webhookSecret,
    allowed_updates: ALLOWED_UPDATES,
  });
  await api.setMyCommands(COMMANDS);
  return { username, webhook: await api.getWebhookInfo() };
}

/**
 * Asks Telegram for updates instead of being called, which takes the webhook away. An update that throws is asked for
 * again at the next start. Answers the way to stop.
 */
export async function startPolling(
  { token, apiRoot }: TelegramConfig,
  take: (update: unknown) => Promise<void>,
): Promise<() => Promise<void>> {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.use(({ update }) => take(update));
  await bot.api.setMyCommands(COMMANDS);
  return new Promise((resolve, reject) => {
    bot.start({ allowed_updates: ALLOWED_UPDATES, onStart: () => resolve(() => bot.stop()) }).catch(reject);
  });
}
