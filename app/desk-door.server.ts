import type { Clock, Ids } from "./application/ports/clock.ts";
import type { Database } from "./application/ports/database.ts";
import type { Passwords, SignInLimits } from "./application/ports/team.ts";
import { AcceptInvitationUseCase, GetInvitationQuery } from "./application/team/accept-invitation.ts";
import { ChangeOperatorUseCase } from "./application/team/change-operator.ts";
import { ChangePasswordUseCase } from "./application/team/change-password.ts";
import { ConfirmAgainUseCase } from "./application/team/door/confirm-again.ts";
import { GetDeskOperatorQuery } from "./application/team/door/get-desk-operator.ts";
import { ConfirmCodeUseCase, SignInUseCase } from "./application/team/door/sign-in.ts";
import { SignOutEverywhereUseCase, SignOutUseCase } from "./application/team/door/sign-out.ts";
import { GetAuditQuery } from "./application/team/get-audit.ts";
import { GetSettingsQuery } from "./application/team/get-settings.ts";
import { InviteOperatorUseCase } from "./application/team/invite-operator.ts";
import { MakeRecoveryCodesUseCase } from "./application/team/make-recovery-codes.ts";
import { EndSessionUseCase, GetAccountQuery } from "./application/team/own-sessions.ts";
import { ReplaceFactorUseCase } from "./application/team/replace-factor.ts";
import { copy } from "./copy/ru.ts";
import type { Keyring } from "./infrastructure/keyring.ts";
import type { ContactCipher } from "./infrastructure/keys/contact-cipher.ts";
import { deskTokens as tokens } from "./infrastructure/team/desk-tokens.ts";
import { knownDevices } from "./infrastructure/team/known-devices.ts";
import { placeMark } from "./infrastructure/team/place-mark.ts";
import { makeRecoveryCodes } from "./infrastructure/team/recovery-codes.ts";
import { secondFactor } from "./infrastructure/team/second-factor.ts";

type Parts = {
  database: Database;
  passwords: Passwords;
  limits: SignInLimits;
  linkKeys: Keyring;
  cipher: ContactCipher;
  /** For marks of places in the log. */
  markKey: Uint8Array;
  ids: Ids;
  clock: Clock;
};

/** Who may come to the desk, how they come in, and what is written down of it. */
export function deskDoorOf({ database, passwords, limits, cipher, linkKeys, markKey, ids, clock }: Parts) {
  const door = {
    database,
    tokens,
    passwords,
    secondFactor: secondFactor(cipher),
    devices: knownDevices(linkKeys),
    limits,
    placeMark: placeMark(markKey),
    practiceName: copy.practice,
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
