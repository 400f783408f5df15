import { openSession } from "#app/domain/desk-session.ts";
import { isLast } from "#app/domain/operator.ts";
import { invitedAs } from "#app/domain/operator-invitation.ts";
import type { Clock, Database } from "../ports.ts";
import type { DeskTokens, KnownDevices, OperatorAccount, Passwords, SecondFactor } from "./ports.ts";

type Parts = {
  database: Database;
  tokens: DeskTokens;
  passwords: Passwords;
  secondFactor: SecondFactor;
  devices: KnownDevices;
  clock: Clock;
};

/** Who is invited, and the secret that their authenticator app is to learn. The same on every look. */
export type Invitation = { email: string; base32: string; address: string };

/** `device` goes into the browser's cookie. `busy`: too many passwords are being hashed; nothing was changed. */
export type AcceptInvitationOutcome =
  | { status: "accepted"; token: string; device: string }
  | { status: "wrong-code" }
  | { status: "busy" }
  | { status: "gone" };

/** Every acceptance is a new secret, so that an old app's codes open nothing. */
const nextVersion = ({ totpVersion }: OperatorAccount) => totpVersion + 1;

export class GetInvitationQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `null`: unknown, used, replaced by a newer one, or over. */
  async execute(inviteToken: string): Promise<Invitation | null> {
    const { database, tokens, secondFactor, clock } = this.#parts;
    const hash = tokens.hash(inviteToken);
    const account = await database.transaction(({ operators }) => operators.findInvited(hash, clock()));
    return account && { email: account.email, ...secondFactor.secret(account, nextVersion(account)) };
  }
}

/** Sets the password and the second factor, proven by a first code; every older session ends, and a new one begins. */
export class AcceptInvitationUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `device` is the cookie that the browser sent. */
  async execute(command: {
    inviteToken: string;
    password: string;
    code: string;
    device: string | null;
  }): Promise<AcceptInvitationOutcome> {
    const { database, tokens, passwords, secondFactor, devices, clock } = this.#parts;
    const hash = tokens.hash(command.inviteToken);
    const invited = await database.transaction(({ operators }) => operators.findInvited(hash, clock()));
    if (!invited) return { status: "gone" };
    const totpVersion = nextVersion(invited);
    const now = clock();
    const usedStep = secondFactor.stepOf(command.code, invited, totpVersion, now);
    if (usedStep === null) return { status: "wrong-code" };
    const passwordHash = await passwords.hash(command.password);
    if (passwordHash === null) return { status: "busy" };

    return await database.transaction(async ({ operators, deskSessions, deskAudit }) => {
      const owners = await operators.lockActiveOwners();
      const present = await operators.findInvited(hash, now);
      const asked = present && invitedAs(present, now);
      if (!asked) return { status: "gone" };
      const role = isLast(owners, invited.id) ? "owner" : asked;
      if (!(await operators.accept(hash, { role, passwordHash, totpVersion, usedStep }))) return { status: "gone" };
      const token = tokens.make();
      await deskSessions.removeAllOf(invited.id);
      await deskSessions.add(openSession(tokens.hash(token), invited.id, "full", now));
      await deskAudit.record({
        operatorId: invited.id,
        action: "sign_in",
        at: now,
        details: { by: "invitation", role },
      });
      return { status: "accepted", token, device: devices.remember(command.device, invited.email) };
    });
  }
}
