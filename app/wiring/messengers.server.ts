import type { ReceiveUpdateCommand } from "#app/application/chat/receive-update.ts";
import type { ConciergeBot } from "#app/application/ports/chat.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { MessengerBots } from "#app/infrastructure/chat/bots.ts";
import { MaxBot } from "#app/infrastructure/chat/max/bot.ts";
import { MaxSubscription } from "#app/infrastructure/chat/max/subscription.ts";
import { maxUpdates } from "#app/infrastructure/chat/max/update.ts";
import { TelegramBot } from "#app/infrastructure/chat/telegram/bot.ts";
import { readTelegramUpdate } from "#app/infrastructure/chat/telegram/update.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { sameSecret } from "#app/infrastructure/keys/same-secret.ts";
import type { Logger } from "#app/infrastructure/logger.ts";

/** A messenger that is connected: who calls its webhook, and what it says. */
export type Webhook = {
  /** Compares the webhook's secret in constant time. */
  isCaller(secret: string | null): boolean;
  /** `null`: nothing for the concierge. */
  read(json: unknown): ReceiveUpdateCommand | null;
};

type Parts = {
  config: Config;
  practiceMemory: PracticeMemory;
  logger: Logger;
  now(): number;
};

/** The messengers of which the configuration has the token; `null`: none. */
export function connectedMessengers({ config, practiceMemory, logger, now }: Parts) {
  const { telegram, max, publicOrigin: origin, keys } = config;
  const bots = new Map<Messenger, ConciergeBot>();
  const webhooks = new Map<Messenger, Webhook>();
  if (telegram) {
    bots.set("telegram", new TelegramBot(telegram, { origin, practiceMemory, logger }));
    webhooks.set("telegram", { isCaller: sameSecret(telegram.webhookSecret), read: readTelegramUpdate });
  }
  if (max) {
    bots.set("max", new MaxBot(max, { origin, practiceMemory, logger, now }));
    webhooks.set("max", { isCaller: sameSecret(max.webhookSecret), read: maxUpdates(keys.fingerprint[0].secret) });
  }
  if (bots.size === 0) return null;
  return {
    bot: new MessengerBots(bots),
    webhooks,
    maxSubscription: max && new MaxSubscription({ config: max, origin, logger, elapsed: now }),
  };
}
