import { scryptSync } from "node:crypto";
import type { Derivation } from "#app/infrastructure/team/derivation-threads.ts";
import { passwordsBy } from "#app/infrastructure/team/passwords.ts";

/** A key without the cost: it takes a fifth of a second on purpose, which tests of hashing and of real processes pay. */
export const deriveAtOnce = async ({ password, salt, bytes }: Derivation) =>
  scryptSync(password, salt, bytes, { N: 2, r: 1, p: 1 });

/** Hashes that only it can verify. */
export function quickHashing() {
  const passwords = passwordsBy(deriveAtOnce);
  return { passwords, close: async () => passwords.close() };
}
