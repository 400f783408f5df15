/**
 * The canonical address for one that spells `/desk` differently: React Router matches routes in any
 * case and encoding, while policy and sign-in go by `/desk`. `null`: nothing to correct.
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
    // Bytes that are no letters are not ours.
    return segment;
  }
}
