import { connectMax } from "#app/infrastructure/chat/max/connect.ts";
import { maxBotError } from "#app/infrastructure/chat/max/refusal.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { explain } from "./run.ts";

/** Tells MAX where this practice listens, and prints MAX's answer. Needs no database. */
async function connect() {
  const { max, bots, publicOrigin, demo } = readConfig();
  if (!max) throw new Error("Set MAX_BOT_TOKEN and MAX_WEBHOOK_SECRET first.");
  if (demo) throw new Error("MAX calls https addresses only: set PUBLIC_ORIGIN.");
  const named = bots.find(({ messenger }) => messenger === "max")?.name;
  const { username, removed, subscribed } = await connectMax(max, publicOrigin).catch((error: unknown) => {
    throw new Error(`MAX did not do it (${maxBotError(error).code}). npm run doctor tells more.`);
  });
  console.info(`Bot: @${username}`);
  if (username !== (named ?? null)) console.warn(`MAX_BOT_USERNAME is ${named ?? "not set"}: links lead elsewhere.`);
  for (const url of removed) console.warn(`Taken away: ${url}, where the bot's updates went too.`);
  console.info(`Webhook: ${subscribed.join(", ")}`);
}

try {
  await connect();
} catch (error) {
  console.error(explain(error) ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}
