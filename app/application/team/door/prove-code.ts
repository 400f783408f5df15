import type { Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { DeskTokens, SecondFactor } from "#app/application/ports/team.ts";
import { tellTeam } from "#app/application/team/team-news.ts";
import { warnOperator } from "#app/application/team/warn-operator.ts";
import { codesAreSpent } from "#app/domain/team/wrong-codes.ts";

type Parts = { secondFactor: SecondFactor; tokens: DeskTokens; ids: Ids };
type Typed = { operatorId: string; code: string; now: Date };

/** The kind of proof. `wrong-again`: not the first in a row, as with a phone whose clock is off. `spent`: too many wrong codes; only an invitation reopens the account. */
export type CodeProof = "app" | "recovery" | "wrong" | "wrong-again" | "spent";

/**
 * Accepts an app code or a recovery code, each once. A right one resets the count of wrong ones. The operator is
 * warned by mail of a wrong code, of the last wrong code allowed, and of a used recovery code.
 */
export async function proveCode(repositories: Repositories, parts: Parts, typed: Typed): Promise<CodeProof> {
  const { operators, deskSessions } = repositories;
  const { operatorId, now } = typed;
  const account = await operators.find(operatorId);
  if (account === null) throw new Error("the operator of a session is gone");
  const proof = codesAreSpent(account) ? null : await rightCode(repositories, parts, typed);
  if (proof !== null) return proof;
  const wrongCodes = await operators.countWrongCode(operatorId);
  const spent = codesAreSpent({ wrongCodes });
  if (spent) await deskSessions.removeHalfOf(operatorId);
  await warnOperator(repositories, parts.ids, { operatorId, about: spent ? "closed" : "wrong_code", now });
  if (spent) return "spent";
  return wrongCodes > 1 ? "wrong-again" : "wrong";
}

async function rightCode(
  repositories: Repositories,
  { secondFactor, tokens, ids }: Parts,
  { operatorId, code, now }: Typed,
): Promise<"app" | "recovery" | null> {
  const { operators, recoveryCodes, deskAudit } = repositories;
  const seed = await operators.seedOf(operatorId);
  const step = seed === null ? null : secondFactor.stepOf(code, seed, now);
  if (step !== null) return (await operators.takeStep(operatorId, step)) ? "app" : null;
  if (!(await recoveryCodes.take(operatorId, tokens.hash(code)))) return null;
  await operators.forgiveWrongCodes(operatorId);
  const { count } = await recoveryCodes.left(operatorId);
  await deskAudit.record({ operatorId, action: "recovery_code_used", at: now, details: { left: String(count) } });
  await tellTeam(repositories, ids, "recovery_code_used", operatorId);
  return "recovery";
}
