export const UTM_KEYS = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"] as const;

export type UtmKey = (typeof UTM_KEYS)[number];

export type Utm = Partial<Record<UtmKey, string>>;

/**
 * Campaign marks, never a sentence, an address or a number that could be a phone. Digits alone are a phone's at 7 (in a
 * city) and at 10 to 15 (ITU-T E.164); advertisers number campaigns with 8 and 9.
 */
const UTM_VALUE = /^(?!\+\d{7,}$|\d{7}$|\d{10,15}$)[\p{L}\p{N}._~+-]{1,64}$/u;

/** Marks that the practice listed: kept whatever they look like. */
export type ListedMarks = ReadonlySet<string>;

/** Keeps campaign marks that the practice listed or that can identify nobody, and counts the others as dropped. */
export function readMarks(query: URLSearchParams, listed: ListedMarks): { utm: Utm; dropped: number } {
  const utm: Utm = {};
  let dropped = 0;
  for (const key of UTM_KEYS) {
    const value = query.get(key)?.trim();
    if (!value) continue;
    if (listed.has(value) || UTM_VALUE.test(value)) utm[key] = value;
    else dropped += 1;
  }
  return { utm, dropped };
}

export const readUtm = (query: URLSearchParams, listed: ListedMarks): Utm => readMarks(query, listed).utm;

/** Where a visitor came from, never who they are. */
export type Visit = { pagePath: string; referrerHost: string | null; utm: Utm };
