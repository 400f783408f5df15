/** The unit that limits count: one IPv4 address, or the IPv6 networks that one subscriber may hold. */
export type AddressPrefixes = {
  /** The whole IPv4 address, or the /64 of an IPv6 address. */
  narrow: string;
  /** `null` for IPv4. Providers hand a household a /56, a business a /48 (RFC 6177). */
  wider: { by56: string; by48: string } | null;
};

const SIX_BY_64 = /^([\da-f]{1,4}):([\da-f]{1,4}):([\da-f]{1,4}):([\da-f]{1,4})::\/64$/;

/** The prefix of a client's address from `RequestFacts`, with the networks around it. Text that is no address counts as itself. */
export function prefixesOf(addressPrefix: string): AddressPrefixes {
  const found = SIX_BY_64.exec(addressPrefix);
  if (!found) return { narrow: addressPrefix, wider: null };
  const [, first, second, third, fourth = "0"] = found;
  const net56 = (Number.parseInt(fourth, 16) & 0xff00).toString(16);
  return {
    narrow: addressPrefix,
    wider: { by56: `${first}:${second}:${third}:${net56}::/56`, by48: `${first}:${second}:${third}::/48` },
  };
}
