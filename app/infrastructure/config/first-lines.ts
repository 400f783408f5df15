import path from "node:path";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { isSocketFolder, readDatabaseUrl } from "./database-url.ts";
import { smallMemory } from "./memory.ts";

type Described = Pick<
  Config,
  "demo" | "publicOrigin" | "database" | "mail" | "bots" | "telegram" | "max" | "trustProxy" | "host"
>;

/** What starts, where its data lives and what is missing, for a terminal. Names hosts and folders, never an account or a key. */
export function firstLines(config: Described): string[] {
  const kind = config.demo
    ? "This is a demo: made-up people, no real mail. An https PUBLIC_ORIGIN makes it a practice."
    : `This is a practice at ${config.publicOrigin}.`;
  const small = smallMemory(config);
  return [
    kind,
    `Data: ${placeOf(config.database)}. Mail: ${mailOf(config.mail)}.`,
    ...(small === null ? [] : [small]),
    ...missingIn(config),
  ];
}

/** The database as `firstLines` names it. */
export function placeOf(database: Config["database"]): string {
  if (database.kind === "embedded") return `embedded database in ${path.join(database.dataDir, "pglite")}`;
  const read = readDatabaseUrl(database.url);
  if ("problem" in read) return "PostgreSQL";
  const { servers, database: name } = read.address;
  const hosts = servers.map((server) => (isSocketFolder(server) ? server.host : `${server.host}:${server.port}`));
  return `PostgreSQL at ${hosts.join(", ")}, database ${name ?? "of the role's name"}`;
}

function mailOf(mail: Config["mail"]): string {
  switch (mail.kind) {
    case "resend":
      return "Resend";
    case "smtp":
      return `SMTP through ${new URL(mail.url).host}`;
    case "outbox":
      return `files in ${mail.dir}`;
  }
}

function missingIn({ demo, bots, telegram, max, trustProxy }: Described): string[] {
  if (demo) return [];
  const named = (name: Messenger) => bots.some(({ messenger }) => messenger === name);
  return [
    trustProxy === 0 &&
      "Not set: TRUST_PROXY. Behind a proxy that ends TLS set the number of proxies (1), or every form is refused.",
    bots.length === 0 && "Not set: TELEGRAM_BOT_USERNAME, MAX_BOT_USERNAME. No page mentions a concierge.",
    named("telegram") && telegram === null && "Not set: TELEGRAM_BOT_TOKEN. The bot does not answer.",
    named("max") && max === null && "Not set: MAX_BOT_TOKEN. The bot does not answer.",
  ].filter((line) => line !== false);
}
