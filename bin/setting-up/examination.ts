import { MailError } from "#app/application/ports/mail.ts";
import { testMailCopy } from "#app/copy/test-mail.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { checkAddress } from "#app/infrastructure/doctor/check-address.ts";
import { checkBots } from "#app/infrastructure/doctor/check-bot.ts";
import { checkDatabase } from "#app/infrastructure/doctor/check-database.ts";
import { checkMachine } from "#app/infrastructure/doctor/check-machine.ts";
import { checkMail, testMailFinding } from "#app/infrastructure/doctor/check-mail.ts";
import { type Finding, warning } from "#app/infrastructure/doctor/finding.ts";
import { createEmailSender } from "#app/infrastructure/mail/create-email-sender.ts";
import { fromRoot } from "#app/infrastructure/root-folder.ts";

/** Every check, each for real. Writes nothing; `testMail` sends one mail to the operator. */
export async function examine(config: Config, { testMail }: { testMail: boolean }): Promise<Finding[]> {
  const [machine, database, mail, bot, address] = await Promise.all([
    checkMachine(config, fromRoot(".env")),
    checkDatabase(config, Date.now),
    checkMail(config),
    checkBots(config),
    config.demo ? [] : checkAddress(config),
  ]);
  return [...machine, ...database, ...mail, ...(testMail ? [await sendTestMail(config)] : []), ...bot, ...address];
}

async function sendTestMail(config: Config): Promise<Finding> {
  if (config.operatorEmail === null) return warning("test mail", "not sent: OPERATOR_EMAIL is not set");
  const sender = createEmailSender(config);
  try {
    await sender.send({ id: crypto.randomUUID(), to: config.operatorEmail, ...testMailCopy, toOperator: true });
    return testMailFinding(null);
  } catch (error) {
    if (error instanceof MailError) return testMailFinding(error);
    throw error;
  } finally {
    sender.close();
  }
}

const MARK = { ok: "ok     ", warning: "warning", fault: "FAULT  " } as const;

export function show(findings: Finding[]): void {
  for (const { what, state, words } of findings) console.info(`${MARK[state]} ${what}: ${words}`);
}

export const isSound = (findings: Finding[]) => findings.every(({ state }) => state !== "fault");
