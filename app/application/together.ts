/**
 * Work whose parts do not build on each other, sent to the database in one go. All of it has ended when this does, so that
 * nothing is under way any more after a rollback. Throws what the first of its parts threw that failed.
 */
export async function together<Work extends readonly unknown[] | []>(
  work: Work,
): Promise<{ -readonly [Part in keyof Work]: Awaited<Work[Part]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
