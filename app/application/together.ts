/**
 * Runs independent work in parallel so that its statements are sent together. All parts have ended when this returns or throws,
 * so that none runs after a rollback. Throws the error of the first failed part.
 */
export async function together<Work extends readonly unknown[] | []>(
  work: Work,
): Promise<{ -readonly [Part in keyof Work]: Awaited<Work[Part]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
