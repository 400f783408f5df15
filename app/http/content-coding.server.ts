import { promisify } from "node:util";
import {
  type BrotliCompress,
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  type Gzip,
  gzip,
} from "node:zlib";
import { LRUCache } from "lru-cache";

export const CODINGS = ["br", "gzip", "identity"] as const;
/** In our order of preference. */
export type Coding = (typeof CODINGS)[number];

/** Browsers send a handful of values; made-up ones must not fill the memory. */
const chosen = new LRUCache<string, { coding: Coding | null }>({
  max: 200,
  maxSize: 20_000,
  sizeCalculation: (_, key) => key.length + 1,
});

/**
 * The coding for an `Accept-Encoding` (RFC 9110, 12.5.3): the one of greatest weight, ours first among equals. `null`: the
 * client excludes all that we have.
 */
export function codingFor(accepted: string | undefined): Coding | null {
  if (accepted === undefined) return "identity";
  const known = chosen.get(accepted);
  if (known) return known.coding;
  const coding = choose(accepted);
  chosen.set(accepted, { coding });
  return coding;
}

/** RFC 9110, 12.4.2. A member with a malformed weight is ignored. */
const WEIGHT = /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

function choose(accepted: string): Coding | null {
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((each) => each.trim());
    const weight = parameters.find((each) => /^q\b/.test(each)) ?? "q=1";
    if (name && WEIGHT.test(weight)) weights.set(name === "x-gzip" ? "gzip" : name, Number(weight.slice(2)));
  }
  const weightOf = (coding: Coding) => {
    const given = weights.get(coding) ?? weights.get("*");
    // An unnamed coding is not sent, except identity, which must be excluded by name.
    return given ?? (coding === "identity" ? Number.MIN_VALUE : 0);
  };
  const [best] = CODINGS.filter((coding) => weightOf(coding) > 0).sort((one, other) => weightOf(other) - weightOf(one));
  return best ?? null;
}

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

export const gzipped = (body: Buffer): Promise<Buffer> => gzipAsync(body);
/** `quality` 7 takes two milliseconds for a page, 11 takes thirty and saves an eighth. */
export const brotlied = (body: Buffer, quality: 7 | 11): Promise<Buffer> =>
  brotliAsync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });

/** Compresses a stream; `null` for identity. */
export function packing(coding: Coding): BrotliCompress | Gzip | null {
  switch (coding) {
    case "br":
      // The window of our largest page: the default takes megabytes per response in progress.
      return createBrotliCompress({
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 18 },
      });
    case "gzip":
      return createGzip();
    case "identity":
      return null;
  }
}
