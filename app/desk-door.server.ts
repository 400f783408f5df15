import { AcceptInvitationUseCase, GetInvitationQuery } from "./application/desk/accept-invitation.ts";
import { ChangeOperatorUseCase } from "./application/desk/change-operator.ts";
import { GetAuditQuery } from "./application/desk/get-audit.ts";
import { GetDeskOperatorQuery } from "./application/desk/get-desk-operator.ts";
import { GetSettingsQuery } from "./application/desk/get-settings.ts";
import { InviteOperatorUseCase } from "./application/desk/invite-operator.ts";
import type { Passwords, SignInLimits } from "./application/desk/ports.ts";
import { ConfirmCodeUseCase, SignInUseCase } from "./application/desk/sign-in.ts";
import { SignOutEverywhereUseCase, SignOutUseCase } from "./application/desk/sign-out.ts";
import type { Clock, Database, Ids } from "./application/ports.ts";
import { ChangePasswordUseCase } from "./application/team/change-password.ts";
import { ConfirmAgainUseCase } from "./application/team/confirm-again.ts";
import { MakeRecoveryCodesUseCase } from "./application/team/make-recovery-codes.ts";
import { EndSessionUseCase, GetAccountQuery } from "./application/team/own-sessions.ts";
import { ReplaceFactorUseCase } from "./application/team/replace-factor.ts";
import { copy } from "./copy/ru.ts";
import type { ContactCipher } from "./infrastructure/contact-cipher.ts";
import { deskTokens as tokens } from "./infrastructure/desk-tokens.ts";
import type { Keyring } from "./infrastructure/keys.ts";
import { secondFactor } from "./infrastructure/second-factor.ts";
import { knownDevices } from "./infrastructure/team/known-devices.ts";
import { placeMark } from "./infrastructure/team/place-mark.ts";
import { makeRecoveryCodes } from "./infrastructure/team/recovery-codes.ts";

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
