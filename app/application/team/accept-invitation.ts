import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DeskTokens, FactorOffer, KnownDevices, Passwords, SecondFactor } from "#app/application/ports/team.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { openSession } from "#app/domain/team/desk-session.ts";
import { isLast, type Operator } from "#app/domain/team/operator.ts";
import { invitedAs } from "#app/domain/team/operator-invitation.ts";
import { type PasswordWeakness, passwordWeakness } from "#app/domain/team/password-weakness.ts";
import { tellTeam } from "./team-news.ts";

type Parts = {
  database: Database;
  tokens: DeskTokens;
  passwords: Passwords;
  secondFactor: SecondFactor;
  devices: KnownDevices;
  practiceMemory: Pick<PracticeMemory, "about">;
  ids: Ids;
  clock: Clock;
};

/** The invited operator, and a new seed for their authenticator app on each view. */
export type OpenInvitation = { email: string; offer: FactorOffer };

/** `device` goes into the browser's cookie. `busy`: too many passwords are being hashed; nothing was changed. */
export type AcceptInvitationOutcome =
  | { status: "accepted"; token: string; device: string }
  | { status: "busy" }
  | { status: "weak-password"; weakness: PasswordWeakness }
  | { status: "wrong-code" }
  /** The page was open too long: its seed has expired. */
  | { status: "old-offer" }
  | { status: "gone" };

export class GetInvitationQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `kept`: the sealed seed of a refused form, so that the app need not be set up again. `null`: unknown, used, replaced or expired. */
  async execute(inviteToken: string, kept: string | null = null): Promise<OpenInvitation | null> {
    const { database, tokens, secondFactor, clock } = this.#parts;
    const now = clock();
    const hash = tokens.hash(inviteToken);
    const account = await database.transaction(({ operators }) => operators.findInvited(hash, now));
    if (!account) return null;
    const same = kept === null ? null : await secondFactor.reopen(kept, account, now);
    return { email: account.email, offer: same ?? (await secondFactor.offer(account, now)) };
  }
}

/** `offer` is the sealed seed of the page, `device` the cookie that the browser sent. */
type Command = { inviteToken: string; password: string; offer: string; code: string; device: string | null };

/** Sets the password and the second factor, proven by a first code. Every older session and recovery code ends; a new session begins. */
export class AcceptInvitationUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: Command): Promise<AcceptInvitationOutcome> {
    const { database, tokens, passwords, devices, ids, clock } = this.#parts;
    const hash = tokens.hash(command.inviteToken);
    const now = clock();
    const invited = await database.transaction(({ operators }) => operators.findInvited(hash, now));
    if (!invited) return { status: "gone" };
    const factor = await this.#factorOf(invited, command, now);
    if ("status" in factor) return factor;
    const passwordHash = await passwords.hash(command.password);
    if (passwordHash === null) return { status: "busy" };

    return await database.transaction(async (repositories) => {
      const { operators, deskSessions, recoveryCodes, deskAudit } = repositories;
      const owners = await operators.lockActiveOwners();
      const present = await operators.findInvited(hash, now);
      const asked = present && invitedAs(present, now);
      if (!asked) return { status: "gone" };
      const role = isLast(owners, invited.id) ? "owner" : asked;
      if (!(await operators.accept(invited.id, { tokenHash: hash, role, passwordHash, ...factor })))
        return { status: "gone" };
      const token = tokens.make();
      await recoveryCodes.replace(invited.id, [], now);
      await deskSessions.removeAllOf(invited.id);
      await deskSessions.add(openSession(tokens.hash(token), invited.id, "full", now));
      const details = { by: "invitation", role };
      await deskAudit.record({ operatorId: invited.id, action: "sign_in", at: now, details });
      if (present.passwordHash !== null) await tellTeam(repositories, ids, "factor_replaced", invited.id);
      return { status: "accepted", token, device: devices.remember(command.device, invited.email) };
    });
  }

  async #factorOf(
    invited: Operator,
    { password, offer: sealed, code }: Command,
    now: Date,
  ): Promise<{ seed: string; usedStep: number } | AcceptInvitationOutcome> {
    const { secondFactor, practiceMemory } = this.#parts;
    const { name: practiceName } = practiceMemory.about;
    const weakness = passwordWeakness(password, { email: invited.email, practiceName });
    if (weakness) return { status: "weak-password", weakness };
    const offer = await secondFactor.reopen(sealed, invited, now);
    if (!offer) return { status: "old-offer" };
    const usedStep = secondFactor.stepOf(code, offer.base32, now);
    return usedStep === null ? { status: "wrong-code" } : { seed: offer.base32, usedStep };
  }
}
