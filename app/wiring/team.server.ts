import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { Passwords, SignInLimits } from "#app/application/ports/team.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { AcceptInvitationUseCase, GetInvitationQuery } from "#app/application/team/accept-invitation.ts";
import { ChangeOperatorUseCase } from "#app/application/team/change-operator.ts";
import { ChangePasswordUseCase } from "#app/application/team/change-password.ts";
import { ConfirmAgainUseCase } from "#app/application/team/door/confirm-again.ts";
import { GetDeskOperatorQuery } from "#app/application/team/door/get-desk-operator.ts";
import { ConfirmCodeUseCase, SignInUseCase } from "#app/application/team/door/sign-in.ts";
import { SignOutEverywhereUseCase, SignOutUseCase } from "#app/application/team/door/sign-out.ts";
import { GetAuditQuery } from "#app/application/team/get-audit.ts";
import { GetSettingsQuery } from "#app/application/team/get-settings.ts";
import { InviteOperatorUseCase } from "#app/application/team/invite-operator.ts";
import { MakeRecoveryCodesUseCase } from "#app/application/team/make-recovery-codes.ts";
import { EndSessionUseCase, GetAccountQuery } from "#app/application/team/own-sessions.ts";
import { ReplaceFactorUseCase } from "#app/application/team/replace-factor.ts";
import { WarnOperatorUseCase } from "#app/application/team/warn-operator.ts";
import type { Keyring } from "#app/infrastructure/keyring.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { deskTokens as tokens } from "#app/infrastructure/team/desk-tokens.ts";
import { knownDevices } from "#app/infrastructure/team/known-devices.ts";
import { placeMark } from "#app/infrastructure/team/place-mark.ts";
import { makeRecoveryCodes } from "#app/infrastructure/team/recovery-codes.ts";
import { secondFactor } from "#app/infrastructure/team/second-factor.ts";

type Parts = {
  database: Database;
  passwords: Passwords;
  limits: SignInLimits;
  linkKeys: Keyring;
  cipher: ContactCipher;
  practiceMemory: Pick<PracticeMemory, "about">;
  /** For marks of places in the log. */
  markKey: Uint8Array;
  ids: Ids;
  clock: Clock;
};

/** Signing in to the desk, its operators and the audit log. */
export function teamOf({ database, passwords, limits, cipher, practiceMemory, linkKeys, markKey, ids, clock }: Parts) {
  const door = {
    database,
    tokens,
    passwords,
    secondFactor: secondFactor(cipher, practiceMemory),
    devices: knownDevices(linkKeys),
    limits,
    placeMark: placeMark(markKey),
    practiceMemory,
    makeRecoveryCodes,
    ids,
    clock,
  };
  return {
    signIn: new SignInUseCase(door),
    confirmCode: new ConfirmCodeUseCase(door),
    signOut: new SignOutUseCase({ database, tokens, clock }),
    signOutEverywhere: new SignOutEverywhereUseCase({ database, clock }),
    getDeskOperator: new GetDeskOperatorQuery({ database, tokens, clock }),
    inviteOperator: new InviteOperatorUseCase({ database, tokens, ids, clock }),
    getInvitation: new GetInvitationQuery(door),
    acceptInvitation: new AcceptInvitationUseCase(door),
    changeOperator: new ChangeOperatorUseCase({ database, clock }),
    getSettings: new GetSettingsQuery({ database, clock }),
    getAudit: new GetAuditQuery({ database, clock }),
    getAccount: new GetAccountQuery({ database, clock }),
    endSession: new EndSessionUseCase({ database, clock }),
    changePassword: new ChangePasswordUseCase(door),
    replaceFactor: new ReplaceFactorUseCase(door),
    makeRecoveryCodes: new MakeRecoveryCodesUseCase(door),
    confirmAgain: new ConfirmAgainUseCase(door),
  };
}

/** The mails to an operator about their own account. */
export function teamJobsOf(parts: ConstructorParameters<typeof WarnOperatorUseCase>[0]) {
  return { warnOperator: new WarnOperatorUseCase(parts) };
}
