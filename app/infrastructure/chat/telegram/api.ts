import { Api } from "grammy";
import type { TelegramConfig } from "#app/infrastructure/config/messengers.ts";

/** Well within the minute for which a message is claimed. */
const TIMEOUT_SECONDS = 10;

/** The Bot API as a client. */
export function telegramApi({ token, apiRoot }: Pick<TelegramConfig, "token" | "apiRoot">): Api {
  return new Api(token, { apiRoot: apiRoot.replace(/\/+$/, ""), timeoutSeconds: TIMEOUT_SECONDS });
}
