import type { FactorOffer } from "#app/application/ports/team.ts";
import type { Account, OwnSession } from "#app/application/team/own-sessions.ts";
import type { AccountView } from "#app/ui/desk/team/account-page.tsx";
import type { FactorView } from "#app/ui/desk/team/factor-key.tsx";
import type { SessionView } from "#app/ui/desk/team/own-sessions.tsx";
import { datedMomentLabel, dateLabel } from "#app/views/dates.ts";
import { qrCode } from "./qr-code.server.ts";

/** One's own account for display, by the practice's clocks. `presentId`: the current session. */
export function accountView(
  { sessions, recovery, timeZone }: Account,
  { email, presentId }: { email: string; presentId: string },
): AccountView {
  const moment = (at: Date) => ({ iso: at.toISOString(), label: datedMomentLabel(at, timeZone) });
  const what = ({ id, stage }: OwnSession): SessionView["what"] => {
    if (stage === "password") return "half";
    return id === presentId ? "present" : "other";
  };
  return {
    email,
    sessions: sessions.map((session) => {
      return {
        id: session.id,
        what: what(session),
        began: moment(session.createdAt),
        seen: moment(session.lastSeenAt),
      };
    }),
    recovery: { count: recovery.count, since: recovery.since && dateLabel(recovery.since, timeZone) },
  };
}

/** A new seed for display. */
export function factorView(offer: FactorOffer): FactorView {
  return { ...offer, qr: qrCode(offer.address) };
}
