import { isIPv4, isIPv6 } from "node:net";
import { isWithin } from "#app/infrastructure/config/networks.ts";
import type { Config } from "#app/infrastructure/config.ts";

/** An entry of `X-Forwarded-For` may be quoted, carry brackets, a port or a zone (RFC 7239, section 6, and servers' variants). */
const QUOTED = /^"(.*)"$/;
const BRACKETED = /^\[([^\]]*)\](?::\d{1,5})?$/;
const FOUR_WITH_PORT = /^([\d.]{7,15}):\d{1,5}$/;
const ZONE = /%.*$/;
/** No address is longer, including its wrapping. */
const LONGEST = 100;

const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0];
const MAPPED = [0, 0, 0, 0, 0, 0xffff];

/**
 * An address normalised for comparing and counting: IPv4 dotted, IPv6 as the URL standard serialises it. An IPv4 address within an
 * IPv6 one (mapped, RFC 4291 section 2.5.5.2; NAT64, RFC 6052) becomes that IPv4 address. `null`: not an address.
 */
export function readAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (text.length > LONGEST) return null;
  const trimmed = text.trim();
  const unquoted = QUOTED.exec(trimmed)?.[1] ?? trimmed;
  const bare = BRACKETED.exec(unquoted)?.[1] ?? FOUR_WITH_PORT.exec(unquoted)?.[1] ?? unquoted;
  const address = bare.replace(ZONE, "");
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return null;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  return fourWithin(canonical) ?? canonical;
}

function fourWithin(address: string): string | null {
  const groups = groupsOf(address);
  const head = groups.slice(0, 6);
  if (![MAPPED, NAT64].some((prefix) => prefix.every((group, at) => head[at] === group))) return null;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join(".");
}

/** The eight numbers of an IPv6 address without a dotted part. */
function groupsOf(address: string): number[] {
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}

export type TrustedProxies = Pick<Config, "trustProxy" | "trustProxyFrom">;

type Connection = { readonly remoteAddress?: string | undefined };
/** The other end of a connection. `trusted`: a proxy whose `X-Forwarded-*` headers count. */
export type Peer = { address: string | null; trusted: boolean };

/** By connection, since a proxy sends many requests over each and an address list takes microseconds. */
const peers = new WeakMap<Connection, Peer>();

export function peerOf(connection: Connection, { trustProxy, trustProxyFrom }: TrustedProxies): Peer {
  const known = peers.get(connection);
  if (known) return known;
  const address = readAddress(connection.remoteAddress ?? "");
  const peer = { address, trusted: trustProxy > 0 && address !== null && isWithin(trustProxyFrom, address) };
  peers.set(connection, peer);
  return peer;
}

/** Whether the peer is a trusted proxy, so that its `X-Forwarded-*` headers count. */
export const isFromProxy = (connection: Connection, proxies: TrustedProxies) => peerOf(connection, proxies).trusted;

/** The client's own address, as far as every proxy in between is trusted. `null`: unreadable. */
export function clientAddress(
  connection: Connection,
  forwardedFor: string | undefined,
  proxies: TrustedProxies,
): string | null {
  const { trustProxy, trustProxyFrom } = proxies;
  let { address: client, trusted } = peerOf(connection, proxies);
  if (!trusted || forwardedFor === undefined) return client;
  const seen = forwardedFor.split(",");
  for (let hop = 1; trusted && hop <= trustProxy; hop += 1) {
    const before = readAddress(seen.at(-hop) ?? "");
    if (before === null) break;
    client = before;
    trusted = hop < trustProxy && isWithin(trustProxyFrom, client);
  }
  return client;
}

/** One household or phone: an IPv4 address, or the /64 of an IPv6 one. Unreadable ones count as one. */
export function addressPrefix(address: string | null): string {
  if (address === null) return "unknown";
  if (isIPv4(address)) return address;
  const groups = groupsOf(address).slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(":")}::/64`;
}
