import { parseEmail } from "#app/domain/contact/email.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { inviteOwner } from "./invite-owner.ts";
import { explain } from "./run.ts";

/** Prints an owner's invitation. */
async function invite() {
  const email = parseEmail(process.argv[2] ?? "");
  if (!email.ok) {
    throw new Error(`Whom to invite? npm run desk:invite -- owner@example.org (${email.problem.reason})`);
  }
  for (const line of await inviteOwner(readConfig(), email.contact.value)) console.info(line);
}

try {
  await invite();
} catch (error) {
  console.error(explain(error) ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}
