import { BlockList, isIP, isIPv4 } from "node:net";

const LOOPBACK = ["127.0.0.0/8", "::1/128"];
/** Networks that are not routed publicly: RFC 1918 and RFC 4193. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];
/** Where proxies stand by default. */
export const NEARBY = [...LOOPBACK, ...PRIVATE];

/** An address, or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = "", length] = text.split(/\/(.*)/);
  const version = isIP(address);
  return version !== 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bitsOf(version)));
}

/** Throws `TypeError` or `RangeError` when an entry is not a network. */
export function networksOf(texts: string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = "", length = bitsOf(isIP(text))] = text.split("/");
    list.addSubnet(address, Number(length), familyOf(address));
  }
  return list;
}

/** `address` as `isIP` takes it. */
export const isWithin = (list: BlockList, address: string) => list.check(address, familyOf(address));

const bitsOf = (version: number) => (version === 4 ? 32 : 128);
const familyOf = (address: string) => (isIPv4(address) ? "ipv4" : "ipv6");

const loopback = networksOf(LOOPBACK);

/** A host, as written in URLs, that can only be this machine; includes `localhost` and its subdomains (RFC 6761, section 6.3). */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return /(^|\.)localhost$/.test(name) || (isIP(name) !== 0 && isWithin(loopback, name));
}
