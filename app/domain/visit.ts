export const UTM_KEYS = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"] as const;

export type UtmKey = (typeof UTM_KEYS)[number];

export type Utm = Partial<Record<UtmKey, string>>;

/** Marks of a campaign, never a sentence, an address or a number that could be a phone. */
export const UTM_VALUE = /^(?!\+?\d{7,}$)[\p{L}\p{N}._~+-]{1,64}$/u;

/** Keeps the allow-listed marks of a campaign; anything that could carry a person is left out. */
export function readUtm(query: URLSearchParams): Utm {
  const utm: Utm = {};
  for (const key of UTM_KEYS) {
    const value = query.get(key)?.trim();
    if (value && UTM_VALUE.test(value)) utm[key] = value;
  }
  return utm;
}

/** What a request tells of where a person came from: never who they are. */
export type Visit = { pagePath: string; referrerHost: string | null; utm: Utm };
