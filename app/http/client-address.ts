import { isIPv6 } from "node:net";

/** The address of the client itself when `hops` proxies in front are believed; each appends the one it saw. */
export function clientAddress(remote: string | undefined, forwardedFor: string | undefined, hops: number): string {
  const seen = (forwardedFor ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
  const client = hops > 0 ? seen.at(-hops) : undefined;
  return client ?? remote ?? "";
}

/** One household or one phone: an IPv4 address, or the /64 of an IPv6 one. */
export function addressPrefix(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  const zeros = address.includes("::") ? 8 - groups.length - rest.length : 0;
  return [...groups, ...Array.from({ length: Math.max(zeros, 0) }, () => "0"), ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
