import { AcceptInvitationUseCase, GetInvitationQuery } from "#app/application/desk/accept-invitation.ts";
import { ChangeOperatorUseCase } from "#app/application/desk/change-operator.ts";
import { GetAuditQuery } from "#app/application/desk/get-audit.ts";
import { GetDeskOperatorQuery } from "#app/application/desk/get-desk-operator.ts";
import { GetSettingsQuery } from "#app/application/desk/get-settings.ts";
import { InviteOperatorUseCase } from "#app/application/desk/invite-operator.ts";
import type { Passwords, SignInLimits } from "#app/application/desk/ports.ts";
import { ConfirmCodeUseCase, SignInUseCase } from "#app/application/desk/sign-in.ts";
import { SignOutEverywhereUseCase, SignOutUseCase } from "#app/application/desk/sign-out.ts";
import type { Clock, Database, Ids } from "#app/application/ports.ts";
import { deskTokens as tokens } from "#app/infrastructure/desk-tokens.ts";
import type { Keyring } from "#app/infrastructure/keys.ts";
import { secondFactor } from "#app/infrastructure/second-factor.ts";
import { knownDevices } from "#app/infrastructure/team/known-devices.ts";

type Parts = {
  database: Database;
  passwords: Passwords;
  limits: SignInLimits;
  linkKeys: Keyring;
  ids: Ids;
  clock: Clock;
};

/** Who may come to the desk, how they come in, and what is written down of it. */
export function deskDoorOf({ database, passwords, limits, linkKeys, ids, clock }: Parts) {
  const factors = { passwords, secondFactor: secondFactor(linkKeys[0].secret), devices: knownDevices(linkKeys) };
  const door = { database, tokens, ...factors, limits, ids, clock };
  return {
    signIn: new SignInUseCase(door),
    confirmCode: new ConfirmCodeUseCase(door),
    signOut: new SignOutUseCase({ database, tokens }),
    signOutEverywhere: new SignOutEverywhereUseCase({ database, clock }),
    getDeskOperator: new GetDeskOperatorQuery({ database, tokens, clock }),
    inviteOperator: new InviteOperatorUseCase({ database, tokens, ids, clock }),
    getInvitation: new GetInvitationQuery(door),
    acceptInvitation: new AcceptInvitationUseCase(door),
    changeOperator: new ChangeOperatorUseCase({ database, clock }),
    getSettings: new GetSettingsQuery({ database, clock }),
    getAudit: new GetAuditQuery({ database, clock }),
  };
}
