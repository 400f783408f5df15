import type { DeskAuditEntry } from "#app/domain/team/desk-audit.ts";

/** A signed-in operator failed to prove their identity. `from`: the mark of the place. */
export function refusedProof(operatorId: string, step: "password" | "code", from: string, at: Date): DeskAuditEntry {
  return { operatorId, action: "proof_refused", at, details: { step, from } };
}
