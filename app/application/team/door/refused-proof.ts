import type { DeskAuditEntry } from "#app/domain/team/desk-audit.ts";

/** Somebody who is signed in could not show that they are who they say. `from`: the mark of the place. */
export function refusedProof(operatorId: string, step: "password" | "code", from: string, at: Date): DeskAuditEntry {
  return { operatorId, action: "proof_refused", at, details: { step, from } };
}
