import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";

export const CODINGS = ["br", "gzip", "identity"] as const;
/** In the order in which we like to send them. */
export type Coding = (typeof CODINGS)[number];

/** Browsers send a handful of values; whoever makes up others must not fill the memory. */
const chosen = new LRUCache<string, { coding: Coding | null }>({
  max: 200,
  maxSize: 20_000,
  sizeCalculation: (_, key) => key.length + 1,
});

/**
 * The coding for an `Accept-Encoding` (RFC 9110, 12.5.3): the one of greatest weight, ours first among equals. `null`: the
 * client excludes every one that we have.
 */
export function codingFor(accepted: string | undefined): Coding | null {
  if (accepted === undefined) return "identity";
  const known = chosen.get(accepted);
  if (known) return known.coding;
  const coding = choose(accepted);
  chosen.set(accepted, { coding });
  return coding;
}

function choose(accepted: string): Coding | null {
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((each) => each.trim());
    const weight = parameters.find((each) => each.startsWith("q="))?.slice(2);
    if (name) weights.set(name === "x-gzip" ? "gzip" : name, weight === undefined ? 1 : Number(weight));
  }
  const weightOf = (coding: Coding) => {
    const given = weights.get(coding) ?? weights.get("*");
    // What is not named is not sent, save the page as it is: that must be excluded by name.
    return given ?? (coding === "identity" ? Number.MIN_VALUE : 0);
  };
  const [best] = CODINGS.filter((coding) => weightOf(coding) > 0).sort((one, other) => weightOf(other) - weightOf(one));
  return best ?? null;
}

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

export const gzipped = (body: Buffer): Promise<Buffer> => gzipAsync(body);
/** `quality` 5 takes one millisecond for a page, 11 takes thirty and saves an eighth. */
export const brotlied = (body: Buffer, quality: 5 | 11): Promise<Buffer> =>
  brotliAsync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
