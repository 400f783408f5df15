import { addresses } from "#app/addresses.ts";
import type { Invited } from "#app/application/team/invite-operator.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { abuseLimits } from "#app/infrastructure/limits/abuse-limits.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { passwordHashing } from "#app/infrastructure/team/passwords.ts";
import { teamOf } from "#app/wiring/team.server.ts";

function wordsOf({ known, role, owners }: Invited): string[] {
  if (known)
    return [
      `Already known, as ${known}. This link makes them ${role}, with a new password and a new second factor; until it is used nothing changes.`,
    ];
  if (owners > 0)
    return [`The desk has ${owners === 1 ? "an owner" : `${owners} owners`} already. This invites one more.`];
  return ["The first owner of this desk."];
}

/** Invites an owner, and returns the lines to print. On PostgreSQL beside the app; on the embedded database while the app is stopped. */
export async function inviteOwner(config: Config, email: string): Promise<string[]> {
  const connection = await openConnection(config.database);
  try {
    await connection.migrate();
    const clock = () => new Date();
    const { fingerprint, link } = config.keys;
    const cipher = new ContactCipher(config.keys);
    const jobs = new Jobs(connection.jobs, createLogger(config.logLevel));
    const database = transactionalDatabase(connection.db, {
      cipher,
      links: privateLinks(link),
      // The app sends the mails to the existing owners.
      enqueue: (db, list) => jobs.enqueue(db, list),
      ready: () => true,
    });
    const limits = abuseLimits(connection, fingerprint[0].secret).signIn;
    const { passwords } = passwordHashing();
    const { inviteOperator } = teamOf({
      database,
      passwords,
      limits,
      cipher,
      practiceMemory: { about: DEMO_ABOUT },
      linkKeys: link,
      markKey: fingerprint[0].secret,
      ids: randomIds(clock),
      clock,
    });
    const invited = await inviteOperator.execute({ email, role: "owner", by: null });
    if (invited.status !== "invited") throw new Error("An owner stays an owner.");
    const { token } = invited;
    return [
      ...wordsOf(invited),
      `${config.publicOrigin}${addresses.desk.invitation(token)}`,
      "It opens for 24 hours, once. Send it to nobody else.",
    ];
  } finally {
    await connection.close();
  }
}
