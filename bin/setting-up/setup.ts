import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseEnv } from "node:util";
import { ConfigError, readConfig } from "#app/infrastructure/config.ts";
import { writeEnvFile } from "#app/infrastructure/doctor/env-file.ts";
import { fromRoot } from "#app/infrastructure/root-folder.ts";
import { inviteOwner } from "../invite-owner.ts";
import { explain } from "../run.ts";
import { examine, isSound, show } from "./examination.ts";

const FILE = fromRoot(".env");
type Answers = Record<string, string>;

/** What is asked for, in order. `or`: the answer that Enter gives. */
const QUESTIONS: { name: string; ask: string; or?: string; unless?: (given: Answers) => boolean }[] = [
  { name: "PUBLIC_ORIGIN", ask: "The site's address (https://…; .рф may be in Cyrillic)" },
  { name: "TRUST_PROXY", ask: "How many proxies stand in front of the app", or: "1" },
  {
    name: "DATABASE_URL",
    ask: "PostgreSQL (postgres://user:password@host/name); empty: the embedded database",
    or: "",
  },
  { name: "SMTP_URL", ask: "Mail server (smtps://user:password@host); empty: Resend", or: "" },
  { name: "RESEND_API_KEY", ask: "Resend's key", unless: ({ SMTP_URL }) => Boolean(SMTP_URL) },
  { name: "MAIL_FROM", ask: "Sender of mails, such as Practice <mail@example.org>" },
  { name: "OPERATOR_EMAIL", ask: "Who hears of new requests, and is invited as the owner" },
  { name: "BACKUP_DIR", ask: "Folder for nightly backups; empty: none", or: "" },
  { name: "TELEGRAM_BOT_USERNAME", ask: "Telegram bot's name; empty: none", or: "" },
  { name: "TELEGRAM_BOT_TOKEN", ask: "Its token", unless: ({ TELEGRAM_BOT_USERNAME }) => !TELEGRAM_BOT_USERNAME },
  { name: "MAX_BOT_USERNAME", ask: "MAX bot's name; empty: none", or: "" },
  { name: "MAX_BOT_TOKEN", ask: "Its token", unless: ({ MAX_BOT_USERNAME }) => !MAX_BOT_USERNAME },
  {
    name: "MAX_CA_FILE",
    ask: "File with the root certificate of the Ministry of Digital Development, which signed MAX's",
    unless: ({ MAX_BOT_USERNAME }) => !MAX_BOT_USERNAME,
  },
];

/** `NAME=value` words, and a file of such lines behind `--answers`. */
function givenAnswers(words: string[]): Answers {
  const at = words.indexOf("--answers");
  const file = at < 0 ? undefined : words[at + 1];
  const fromFile = file === undefined ? {} : parseEnv(readFileSync(file, "utf8"));
  const pairs = words.flatMap((word) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/s.exec(word) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return textsOf({ ...fromFile, ...Object.fromEntries(pairs) });
}

const textsOf = (values: Record<string, string | undefined>): Answers =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));

async function askFor(answers: Answers): Promise<Answers> {
  if (!process.stdin.isTTY) return answers;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const all = { ...answers };
  try {
    for (const { name, ask, or, unless } of QUESTIONS) {
      if (all[name] || unless?.(all)) continue;
      const typed = (await terminal.question(`${ask}${or ? ` [${or}]` : ""}: `)).trim();
      all[name] = typed || (or ?? "");
    }
  } finally {
    terminal.close();
  }
  return textsOf(all);
}

/** Keys and secrets that nobody has to invent. Those that are there stay: without its key no contact can be read. */
function withSecrets(answers: Answers): Answers {
  const key = (kid: string) => `${kid}:${randomBytes(32).toString("base64")}`;
  return {
    CONTACT_KEYS: key("k1"),
    FINGERPRINT_KEYS: key("f1"),
    LINK_KEYS: key("l1"),
    ...(answers.TELEGRAM_BOT_TOKEN && { TELEGRAM_WEBHOOK_SECRET: randomBytes(32).toString("hex") }),
    ...(answers.MAX_BOT_TOKEN && { MAX_WEBHOOK_SECRET: randomBytes(32).toString("hex") }),
    ...(!answers.DATABASE_URL && { ALLOW_EMBEDDED_DATABASE: "1" }),
    TRUST_PROXY: "1",
    ...answers,
  };
}

/** Asks, checks, writes `.env`, and invites the first owner. An `.env` that is there is kept, and only what it lacks is asked for. */
async function setUp() {
  const before = existsSync(FILE) ? textsOf(parseEnv(readFileSync(FILE, "utf8"))) : {};
  const values = withSecrets(await askFor({ ...before, ...givenAnswers(process.argv.slice(2)) }));
  if (!values.PUBLIC_ORIGIN?.startsWith("https:"))
    throw new ConfigError("PUBLIC_ORIGIN: a practice has an https address");
  const config = readConfig(values);
  writeEnvFile(FILE, values);
  console.info(
    `Written: ${FILE}, for its owner alone. Keep a copy of it apart from the database: no contact can be read without its keys.`,
  );
  const findings = await examine(config, { testMail: true });
  show(findings.filter(({ what }) => what !== "address"));
  if (!isSound(findings.filter(({ what }) => what !== "address"))) {
    console.error("Correct the faults above (npm run setup again, or .env), then npm run doctor.");
    process.exitCode = 1;
    return;
  }
  if (config.operatorEmail === null) console.info("Next: npm run desk:invite -- owner@example.org");
  else for (const line of await inviteOwner(config, config.operatorEmail)) console.info(line);
  console.info("Next: npm start, then npm run doctor in another terminal.");
}

try {
  await setUp();
} catch (error) {
  console.error(explain(error) ?? (error instanceof RangeError ? error.message : error));
  process.exitCode = 1;
}
