import { z } from "zod";
import { MESSENGERS, type Messenger, type NamedBot } from "#app/domain/chat/messenger.ts";

export type TelegramConfig = { token: string; webhookSecret: string; apiRoot: string };
/** `ca`: the certificate of the authority that signed MAX's, in PEM; `null`: those that Node knows. */
export type MaxConfig = TelegramConfig & { ca: string | null };

/** Names of messengers, in the order of the pages. */
export const messengerList = z
  .string()
  .transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))])
  .pipe(z.array(z.enum(MESSENGERS)).min(1));

/** A bot's public name, with or without «@». */
export const botName = z
  .string()
  .transform((name) => name.replace(/^@/, ""))
  .pipe(z.string().regex(/^[A-Za-z]\w{3,31}$/));

/** Telegram's alphabet of secret tokens, which is MAX's too: core.telegram.org/bots/api#setwebhook */
export const webhookSecret = z.string().regex(/^[\w-]{16,256}$/);

type Values = {
  MESSENGERS: Messenger[];
  TELEGRAM_BOT_USERNAME?: string | undefined;
  TELEGRAM_BOT_TOKEN?: string | undefined;
  TELEGRAM_WEBHOOK_SECRET?: string | undefined;
  TELEGRAM_API_ROOT: string;
  MAX_BOT_USERNAME?: string | undefined;
  MAX_BOT_TOKEN?: string | undefined;
  MAX_WEBHOOK_SECRET?: string | undefined;
  MAX_API_ROOT: string;
  MAX_CA_FILE?: string | undefined;
};

/** A token whose webhook anybody could call, by the variable that is missing; `null`: none. */
export function openWebhook(values: Values): string | null {
  if (values.TELEGRAM_BOT_TOKEN && !values.TELEGRAM_WEBHOOK_SECRET)
    return "TELEGRAM_BOT_TOKEN needs TELEGRAM_WEBHOOK_SECRET";
  return values.MAX_BOT_TOKEN && !values.MAX_WEBHOOK_SECRET ? "MAX_BOT_TOKEN needs MAX_WEBHOOK_SECRET" : null;
}

/** The bots that pages name, and those that are answered here. A messenger that `MESSENGERS` leaves out is switched off. */
export function messengersOf(values: Values) {
  const { MESSENGERS: on } = values;
  const names = { telegram: values.TELEGRAM_BOT_USERNAME, max: values.MAX_BOT_USERNAME };
  const bots = on.flatMap((messenger): NamedBot[] => {
    const name = names[messenger];
    return name === undefined ? [] : [{ messenger, name }];
  });
  const telegram = on.includes("telegram") ? telegramOf(values) : null;
  const max = on.includes("max") ? maxOf(values) : null;
  // A Telegram name can be left on the page without any bot; MAX is nothing without one.
  const messengers = on.filter((each) => each === "telegram" || max !== null || names.max !== undefined);
  return { messengers, bots, telegram, max };
}

function telegramOf(values: Values): TelegramConfig | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: webhookSecret, TELEGRAM_API_ROOT: apiRoot } = values;
  return token && webhookSecret ? { token, webhookSecret, apiRoot } : null;
}

function maxOf(values: Values): MaxConfig | null {
  const { MAX_BOT_TOKEN: token, MAX_WEBHOOK_SECRET: webhookSecret, MAX_API_ROOT: apiRoot, MAX_CA_FILE: ca } = values;
  return token && webhookSecret ? { token, webhookSecret, apiRoot, ca: ca ?? null } : null;
}
