import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { FactorOffer, SecondFactor } from "#app/application/ports/team.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { tellTeam } from "./team-news.ts";

type Parts = { database: Database; secondFactor: SecondFactor; ids: Ids; clock: Clock };
type Command = { operator: Operator; sessionId: string; offer: string; code: string };

export type ReplaceFactorOutcome =
  | { status: "replaced" }
  | { status: "wrong-code" }
  /** The page was open too long: its seed has expired. */
  | { status: "old-offer" };

/** A new seed for one's authenticator app. The caller has just checked a code of the old one. */
export class ReplaceFactorUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `kept`: the sealed seed of a refused form, so that the app need not be set up again. */
  async offer(operator: Operator, kept: string | null = null): Promise<FactorOffer> {
    const { secondFactor, clock } = this.#parts;
    const now = clock();
    const same = kept === null ? null : await secondFactor.reopen(kept, operator, now);
    return same ?? secondFactor.offer(operator, now);
  }

  /** The first code of the new seed replaces the old seed. Every other session ends; every owner is told. */
  async execute({ operator, sessionId, offer: sealed, code }: Command): Promise<ReplaceFactorOutcome> {
    const { database, secondFactor, ids, clock } = this.#parts;
    const now = clock();
    const offer = await secondFactor.reopen(sealed, operator, now);
    if (!offer) return { status: "old-offer" };
    const usedStep = secondFactor.stepOf(code, offer.base32, now);
    if (usedStep === null) return { status: "wrong-code" };
    return database.transaction(async (repositories) => {
      await repositories.operators.setFactor(operator.id, { seed: offer.base32, usedStep });
      await repositories.deskSessions.removeOthersOf(operator.id, sessionId);
      await repositories.deskAudit.record({ operatorId: operator.id, action: "factor_replaced", at: now });
      await tellTeam(repositories, ids, "factor_replaced", operator.id);
      return { status: "replaced" };
    });
  }
}
