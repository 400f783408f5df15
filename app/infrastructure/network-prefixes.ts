/** The prefixes by which IPv6 addresses are counted, narrow to wide: RFC 6177 speaks of customers who are given a /56 or a /48. */
const BITS = [64, 56, 48] as const;
/** A wider prefix has so many times the limit of the one before it: customers of a mobile operator may share it. */
const TIMES_WIDER = 4;

/** The limits of one counter for each prefix that `networksOf` answers, in its order. */
export function widening<Limit extends { points: number }>(limit: Limit): Limit[] {
  return BITS.map((_, step) => ({ ...limit, points: limit.points * TIMES_WIDER ** step }));
}

/**
 * The networks that an address prefix belongs to, itself first. `addressPrefix`: the first four groups of an IPv6
 * address, with or without `::/64` behind them. Anything else (IPv4, "unknown") is a network of its own.
 */
export function networksOf(addressPrefix: string): string[] {
  const groups = addressPrefix.replace(/::\/64$/, "").split(":");
  if (groups.length !== 4) return [addressPrefix];
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  return BITS.map((bits) => (bits === 64 ? addressPrefix : `${masked(numbers, bits)}/${bits}`));
}

function masked(numbers: number[], bits: number): string {
  return numbers
    .map((number, at) => {
      const kept = Math.min(16, Math.max(0, bits - at * 16));
      return ((number >> (16 - kept)) << (16 - kept)).toString(16);
    })
    .join(":");
}
