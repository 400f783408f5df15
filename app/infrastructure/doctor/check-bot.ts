import { maxBotName } from "#app/infrastructure/chat/max/connect.ts";
import { maxBotError } from "#app/infrastructure/chat/max/refusal.ts";
import { telegramApi } from "#app/infrastructure/chat/telegram/api.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { within } from "#app/infrastructure/faults.ts";
import { type Finding, fault, ok } from "./finding.ts";

const WITHIN_MS = 10_000;
type Bots = Pick<Config, "bots" | "telegram" | "max">;

/** Whether each token is of the bot that the pages name. */
export async function checkBots(config: Bots): Promise<Finding[]> {
  return (await Promise.all([checkTelegram(config), checkMax(config)])).flat();
}

async function checkTelegram({ bots, telegram }: Bots): Promise<Finding[]> {
  if (!telegram) return [];
  const named = bots.find(({ messenger }) => messenger === "telegram")?.name;
  try {
    const { username } = await within(WITHIN_MS, telegramApi(telegram).getMe());
    return username === named
      ? [ok("bot", `@${username}`)]
      : [fault("bot", `the token is of @${username}: set TELEGRAM_BOT_USERNAME=${username}`)];
  } catch {
    return [fault("bot", "Telegram refuses TELEGRAM_BOT_TOKEN, or cannot be reached from here")];
  }
}

async function checkMax({ bots, max }: Bots): Promise<Finding[]> {
  if (!max) return [];
  const named = bots.find(({ messenger }) => messenger === "max")?.name;
  try {
    const name = await within(WITHIN_MS, maxBotName(max));
    if (name === (named ?? null)) return [ok("MAX bot", `@${name}`)];
    return [fault("MAX bot", `the token is of @${name}: set MAX_BOT_USERNAME=${name}`)];
  } catch (error) {
    const { code } = maxBotError(error);
    const why = code === "max-401" ? "MAX refuses MAX_BOT_TOKEN" : `MAX cannot be reached from here (${code})`;
    return [
      fault("MAX bot", `${why}. Its certificate is signed by an authority that Node does not know: set MAX_CA_FILE`),
    ];
  }
}
