/**
 * The address by which the desk is known, for one that says `/desk` in other letters: React Router finds its routes whatever
 * their case and encoding, while the pages' policy and the door go by `/desk`. `null`: nothing to put right.
 */
export function plainDeskAddress({ pathname, search }: URL): string | null {
  const [, first = "", ...rest] = pathname.split("/");
  const plain = decoded(first).toLowerCase();
  if (plain === first || !/^desk(\.data)?$/.test(plain)) return null;
  return `/${[plain, ...rest].join("/")}${search}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Bytes that are no letters are none of ours.
    return segment;
  }
}
