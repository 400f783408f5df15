import type { BlockList } from "node:net";
import path from "node:path";
import { z } from "zod";
import { MESSENGERS, type Messenger, type NamedBot } from "#app/domain/chat/messenger.ts";
import type { MailCeilings } from "#app/domain/mail/mail-ceilings.ts";
import type { ListedMarks } from "#app/domain/visit.ts";
import { authority } from "./config/authority.ts";
import { DEFAULT_CONNECTIONS, FEWEST_CONNECTIONS } from "./config/database-connections.ts";
import { readDatabaseUrl } from "./config/database-url.ts";
import { reachOfDemo } from "./config/demo-alone.ts";
import { mailAddress, type Sender, sender } from "./config/mail-address.ts";
import {
  botName,
  type MaxConfig,
  messengerList,
  messengersOf,
  openWebhook,
  type TelegramConfig,
  webhookSecret,
} from "./config/messengers.ts";
import { isNetwork, NEARBY, networksOf } from "./config/networks.ts";
import { origin } from "./config/origin.ts";
import { overTls } from "./config/over-tls.ts";
import { keepPrivate } from "./config/private-directory.ts";
import { demoKeys, type Keys, keyringSchema } from "./keyring.ts";
import { fromRoot } from "./root-folder.ts";

const integer = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
const networks = list
  .pipe(z.array(z.string().refine(isNetwork, "must be addresses or networks such as 10.0.0.0/8")))
  .transform(networksOf);

const environment = z.object({
  PORT: integer(0, 65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_ORIGIN: origin.optional(),
  TRUST_PROXY: integer(0, 10).default(0),
  TRUST_PROXY_FROM: networks.default(networksOf(NEARBY)),
  DATABASE_URL: z
    .string()
    .superRefine((url, context) => {
      const read = readDatabaseUrl(url);
      if ("problem" in read) context.addIssue({ code: "custom", message: read.problem });
    })
    .optional(),
  DATABASE_CONNECTIONS: integer(FEWEST_CONNECTIONS, 500).default(DEFAULT_CONNECTIONS),
  DATA_DIR: z.string().default("./data"),
  BACKUP_DIR: z.string().optional(),
  ALLOW_EMBEDDED_DATABASE: z.literal("1").optional(),
  DEMO_PUBLIC: z.literal("1").optional(),
  DEMO_PAST: z.enum(["0", "1"]).default("1"),
  CONTACT_KEYS: keyringSchema.optional(),
  FINGERPRINT_KEYS: keyringSchema.optional(),
  LINK_KEYS: keyringSchema.optional(),
  /** The name used before there could be several. */
  LINK_KEY: z.undefined({ error: "is gone. Write LINK_KEYS=l1:<the value of LINK_KEY> in its place" }).optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_WEBHOOK_SECRET: z.string().optional(),
  RESEND_BASE_URL: z.url().default("https://api.resend.com"),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: sender.optional(),
  OPERATOR_EMAIL: mailAddress.optional(),
  /** Resend's free plan sends 100 a day (https://resend.com/docs/knowledge-base/account-quotas-and-limits): some are left for the operators' own. */
  MAILS_PER_HOUR: integer(1, 100_000).default(30),
  MAILS_PER_DAY: integer(1, 100_000).default(80),
  /** The concierges in the order of the pages. One that is left out is switched off. */
  MESSENGERS: messengerList.default([...MESSENGERS]),
  TELEGRAM_BOT_USERNAME: botName.optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/)
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: webhookSecret.optional(),
  TELEGRAM_API_ROOT: z.url().default("https://api.telegram.org"),
  MAX_BOT_USERNAME: botName.optional(),
  /** Sent as it is in a header. */
  MAX_BOT_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/)
    .optional(),
  MAX_WEBHOOK_SECRET: webhookSecret.optional(),
  MAX_API_ROOT: z.url().default("https://platform-api2.max.ru"),
  MAX_CA_FILE: authority.optional(),
  UTM_MARKS: z
    .string()
    .transform((text) => text.split(";").flatMap((mark) => mark.trim() || []))
    .pipe(z.array(z.string().max(64)))
    .default([]),
  EMBED_ORIGINS: list.pipe(z.array(origin)).default([]),
  HSTS_SUBDOMAINS: z.literal("1").optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/, "must be at least 16 letters, digits or .~+/=-_")
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type DatabaseConfig = { kind: "postgres"; url: string } | { kind: "embedded"; dataDir: string };
export type MailConfig =
  | { kind: "resend"; apiKey: string; baseUrl: string; webhookSecret: string | null }
  | { kind: "smtp"; url: string }
  | { kind: "outbox"; dir: string };

export type Config = {
  /** A demo needs no settings and seeds a practice; a real practice has an https origin and needs explicit settings. */
  demo: boolean;
  /** A demo starts with five weeks of made-up people, numbers and an operator. */
  demoPast: boolean;
  port: number;
  host: string;
  publicOrigin: string;
  /** The number of proxies in front whose `X-Forwarded-*` headers are trusted. */
  trustProxy: number;
  /** The networks of those proxies. The same headers from elsewhere are ignored. */
  trustProxyFrom: BlockList;
  dataDir: string;
  /** A backup is written here every night; `null`: none is. */
  backupDir: string | null;
  database: DatabaseConfig;
  /** The most that this process opens to a PostgreSQL server, pages, jobs and listening together. */
  databaseConnections: number;
  keys: Keys;
  mail: MailConfig;
  mailFrom: Sender;
  operatorEmail: string | null;
  /** Limits for all mails that visitors cause. Mails that operators need to sign in are not counted. */
  mailCeilings: MailCeilings;
  /** The messengers that are switched on: pages and documents name no other. */
  messengers: Messenger[];
  /** The bots that the pages name, in their order. */
  bots: NamedBot[];
  /** Without a token the app cannot verify that the bot is the practice's. */
  telegram: TelegramConfig | null;
  max: MaxConfig | null;
  embedOrigins: string[];
  /** Campaign marks that are kept whatever they look like. */
  utmMarks: ListedMarks;
  /** `Strict-Transport-Security` then covers all subdomains too (RFC 6797, 6.1.2). */
  hstsSubdomains: boolean;
  /** Who reads `/metrics` sends it; `null`: there is no such address. */
  metricsToken: string | null;
  logLevel: string;
};

/** The problems of the environment, by variable name and never by value. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Parses the environment once. Throws `ConfigError`. A demo without keys creates them in `DATA_DIR`. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  }
  const demo = !parsed.data.PUBLIC_ORIGIN?.startsWith("https:");
  const { problems, urls } = demo ? { problems: reachOfDemo(parsed.data), urls: {} } : overTls(parsed.data);
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  const values = { ...parsed.data, ...urls };
  const dataDir = fromRoot(values.DATA_DIR);
  if (!demo) demandForPractice(values);
  const unguarded = openWebhook(values);
  if (unguarded !== null) throw new ConfigError(unguarded);
  const open = demo || !values.DATABASE_URL ? keepPrivate(dataDir) : null;
  if (open !== null) throw new ConfigError(`DATA_DIR: ${open}`);

  return {
    demo,
    demoPast: demo && values.DEMO_PAST === "1",
    port: values.PORT,
    host: values.HOST,
    publicOrigin: values.PUBLIC_ORIGIN ?? `http://127.0.0.1:${values.PORT}`,
    trustProxy: values.TRUST_PROXY,
    trustProxyFrom: values.TRUST_PROXY_FROM,
    dataDir,
    backupDir: values.BACKUP_DIR === undefined ? null : fromRoot(values.BACKUP_DIR),
    database: values.DATABASE_URL ? { kind: "postgres", url: values.DATABASE_URL } : { kind: "embedded", dataDir },
    databaseConnections: values.DATABASE_CONNECTIONS,
    keys: keysOf(values, dataDir),
    mail: mailOf(values, dataDir),
    mailFrom: values.MAIL_FROM ?? { name: "Эмоциональный баланс", address: "practice@example.org" },
    operatorEmail: values.OPERATOR_EMAIL ?? null,
    mailCeilings: { perHour: values.MAILS_PER_HOUR, perDay: values.MAILS_PER_DAY },
    ...messengersOf(values),
    embedOrigins: values.EMBED_ORIGINS,
    utmMarks: new Set(values.UTM_MARKS),
    hstsSubdomains: values.HSTS_SUBDOMAINS === "1",
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

type Values = z.infer<typeof environment>;

function demandForPractice(values: Values) {
  const missing = [
    !values.CONTACT_KEYS && "CONTACT_KEYS",
    !values.FINGERPRINT_KEYS && "FINGERPRINT_KEYS",
    !values.LINK_KEYS && "LINK_KEYS",
    !values.RESEND_API_KEY && !values.SMTP_URL && "RESEND_API_KEY or SMTP_URL",
    !values.MAIL_FROM && "MAIL_FROM",
    // Otherwise nobody hears of a request.
    !values.OPERATOR_EMAIL && "OPERATOR_EMAIL",
    !values.DATABASE_URL && !values.ALLOW_EMBEDDED_DATABASE && "DATABASE_URL or ALLOW_EMBEDDED_DATABASE=1",
  ].filter((name) => name !== false);
  if (missing.length > 0) throw new ConfigError(`A real practice (https PUBLIC_ORIGIN) needs: ${missing.join(", ")}`);
}

function keysOf(values: Values, dataDir: string): Keys {
  const { CONTACT_KEYS: contact, FINGERPRINT_KEYS: fingerprint, LINK_KEYS: link } = values;
  if (contact && fingerprint && link) return { contact, fingerprint, link };
  const demo = demoKeys(dataDir);
  if (!demo) {
    throw new ConfigError("DATA_DIR: its keys.json is damaged, or of an older version. For a demo, delete DATA_DIR");
  }
  return { contact: contact ?? demo.contact, fingerprint: fingerprint ?? demo.fingerprint, link: link ?? demo.link };
}

function mailOf(values: Values, dataDir: string): MailConfig {
  if (values.RESEND_API_KEY) {
    const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, RESEND_WEBHOOK_SECRET: webhookSecret = null } = values;
    return { kind: "resend", apiKey, baseUrl, webhookSecret };
  }
  if (values.SMTP_URL) return { kind: "smtp", url: values.SMTP_URL };
  return { kind: "outbox", dir: path.join(dataDir, "outbox") };
}
