/** Uniform in [0, 1), equal for equal arguments, so that all rules meet the same events. */
export function chance(...keys: number[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash = Math.imul(hash ^ (key | 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** Standard normal, by Box and Muller. */
export function normal(...keys: number[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance(...keys, 1)));
  return radius * Math.cos(2 * Math.PI * chance(...keys, 2));
}
