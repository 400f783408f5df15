import { z } from "zod";
import { addresses } from "#app/addresses.ts";
import type { MaxConfig } from "#app/infrastructure/config/messengers.ts";
import { MaxApi } from "./api.ts";
import { MAX_UPDATES } from "./update.ts";

const bot = z.object({ username: z.string().nullish() });
const subscriptions = z.object({
  subscriptions: z.array(z.object({ url: z.string(), update_types: z.array(z.string()).nullish() })),
});
type Subscription = z.output<typeof subscriptions>["subscriptions"][number];

const addressAt = (publicOrigin: string) => `${publicOrigin}${addresses.api.chatWebhook.max()}`;
const list = async (api: MaxApi) =>
  (await api.call({ method: "GET", path: "subscriptions" }, subscriptions)).subscriptions;
const remove = (api: MaxApi, url: string) =>
  api.call({ method: "DELETE", path: "subscriptions", query: { url } }, z.unknown());

/** Deletes other subscriptions first: with two of them each update arrives twice. */
async function subscribe(api: MaxApi, url: string, { secret, instead }: { secret: string; instead: string[] }) {
  for (const each of new Set(instead)) await remove(api, each);
  const body = { url, secret, update_types: MAX_UPDATES };
  await api.call({ method: "POST", path: "subscriptions", body }, z.unknown());
}

/** The name of the token's bot; `null`: it has none. Throws `MaxRefusal`, and the connection's error. */
export async function maxBotName(config: MaxConfig): Promise<string | null> {
  const { username } = await new MaxApi(config).call({ method: "GET", path: "me" }, bot);
  return username ?? null;
}

/** Subscribes our webhook and deletes the bot's other subscriptions. Returns the bot's name and what MAX lists afterwards. Throws `MaxRefusal`. */
export async function connectMax(config: MaxConfig, publicOrigin: string) {
  const api = new MaxApi(config);
  const username = await maxBotName(config);
  const url = addressAt(publicOrigin);
  const instead = (await list(api)).map((each) => each.url);
  await subscribe(api, url, { secret: config.webhookSecret, instead });
  const removed = [...new Set(instead)].filter((each) => each !== url);
  return { username, removed, subscribed: (await list(api)).map((each) => each.url) };
}

/**
 * MAX drops a subscription after eight hours without a success. Subscribes anew where it is gone or misses an update, and before that
 * where nothing has come for long (`quiet`). `lost`: it was gone. Throws as `maxBotName` does.
 */
export async function keepSubscribed(
  config: MaxConfig,
  { publicOrigin, quiet }: { publicOrigin: string; quiet: boolean },
): Promise<"there" | "renewed" | "lost"> {
  const api = new MaxApi(config);
  const url = addressAt(publicOrigin);
  const own = (await list(api)).filter((each) => each.url === url);
  if (own.length === 1 && own.every(isWhole) && !quiet) return "there";
  await subscribe(api, url, { secret: config.webhookSecret, instead: own.map((each) => each.url) });
  return own.length === 0 ? "lost" : "renewed";
}

const isWhole = ({ update_types: types }: Subscription) =>
  !types || types.length === 0 || MAX_UPDATES.every((each) => types.includes(each));
