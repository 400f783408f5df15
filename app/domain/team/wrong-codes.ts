/**
 * So many wrong codes without a right one close the second step until an owner invites anew. Whoever guesses has the
 * password, and one of 500,000 guesses is right: each is as good as two codes of the 1,000,000 (the present step and the one before).
 */
export const MOST_WRONG_CODES = 30;

export function codesAreSpent({ wrongCodes }: { wrongCodes: number }): boolean {
  return wrongCodes >= MOST_WRONG_CODES;
}
