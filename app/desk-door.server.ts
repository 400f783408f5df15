import { AcceptInvitationUseCase, GetInvitationQuery } from "#app/application/desk/accept-invitation.ts";
import { ChangeOperatorUseCase } from "#app/application/desk/change-operator.ts";
import { GetAuditQuery } from "#app/application/desk/get-audit.ts";
import { GetDeskOperatorQuery } from "#app/application/desk/get-desk-operator.ts";
import { GetSettingsQuery } from "#app/application/desk/get-settings.ts";
import { InviteOperatorUseCase } from "#app/application/desk/invite-operator.ts";
import type { SignInLimits } from "#app/application/desk/ports.ts";
import { ConfirmCodeUseCase, SignInUseCase } from "#app/application/desk/sign-in.ts";
import { SignOutEverywhereUseCase, SignOutUseCase } from "#app/application/desk/sign-out.ts";
import type { Clock, Database, Ids } from "#app/application/ports.ts";
import { deskTokens as tokens } from "#app/infrastructure/desk-tokens.ts";
import { passwords } from "#app/infrastructure/passwords.ts";
import { secondFactor } from "#app/infrastructure/second-factor.ts";

type Parts = {
  database: Database;
  limits: SignInLimits;
  linkKey: Uint8Array;
  ids: Ids;
  clock: Clock;
};

/** Who may come to the desk, how they come in, and what is written down of it. */
export function deskDoorOf({ database, limits, linkKey, ids, clock }: Parts) {
  const door = { database, tokens, passwords, secondFactor: secondFactor(linkKey), limits, clock };
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
