/**
 * This many wrong codes without a right one close the second step until an owner invites anew. Two codes of a million are
 * valid at a time, so an attacker with the password succeeds with a chance of 0.006 %.
 */
export const MOST_WRONG_CODES = 30;

export function codesAreSpent({ wrongCodes }: { wrongCodes: number }): boolean {
  return wrongCodes >= MOST_WRONG_CODES;
}
