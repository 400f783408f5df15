/** Common mail domains of the practice's visitors. */
const PROVIDERS = [
  ...["gmail.com", "googlemail.com", "mail.ru", "yandex.ru", "yandex.com", "yandex.by", "yandex.kz", "ya.ru", "bk.ru"],
  ...["list.ru", "inbox.ru", "internet.ru", "rambler.ru", "icloud.com", "outlook.com", "hotmail.com", "yahoo.com"],
  ...["live.com", "protonmail.com", "proton.me", "tut.by", "ukr.net", "vk.com"],
];
/** Existing domains that are one letter away from another in the list. */
const REAL = new Set([
  ...PROVIDERS,
  ...["gmail.ru", "email.ru", "ymail.com", "me.com", "mac.com", "msn.com", "mail.com", "mail.ua", "mail.de", "mail.ee"],
  ...["mail.by", "mail.kz", "mail.bg", "mail.uz", "mail.tj", "yahoo.co.uk", "yandex.ua", "yandex.uz", "yandex.net"],
  ...["outlook.de", "outlook.es", "outlook.fr", "hotmail.de", "hotmail.fr", "hotmail.es", "hotmail.it", "pm.me"],
  ...["proton.com", "fmail.com", "xmail.com", "live.ru", "outlook.ru", "i.ua", "km.ru", "e1.ru"],
]);
/** Ends that are no top-level domain (iana.org/domains/root/db, 2026-11), and what they are for. */
const ENDS: Record<string, string> = {
  con: "com",
  cim: "com",
  cpm: "com",
  comm: "com",
  vom: "com",
  xom: "com",
  ry: "ru",
  ri: "ru",
  rru: "ru",
  ruu: "ru",
  rr: "ru",
};
/** Shorter domains are one letter away from too many others. */
const SHORTEST = 7;

/** The address that was likely meant; `null`: no sign of a slip. */
export function likelyMeant(address: string): string | null {
  const [local = "", domain = ""] = address.split("@");
  const meant = REAL.has(domain) ? null : (providerLike(domain) ?? withRealEnd(domain));
  return meant === null ? null : `${local}@${meant}`;
}

function providerLike(domain: string): string | null {
  const doubled = PROVIDERS.find((provider) => domain.startsWith(`${provider}.`));
  if (doubled) return doubled;
  return PROVIDERS.find((provider) => provider.length >= SHORTEST && oneSlip(domain, provider)) ?? null;
}

function withRealEnd(domain: string): string | null {
  const dot = domain.lastIndexOf(".") + 1;
  const end = ENDS[domain.slice(dot)];
  return end === undefined ? null : domain.slice(0, dot) + end;
}

/** One letter more, less or different, or two neighbours swapped. */
function oneSlip(typed: string, meant: string): boolean {
  let same = 0;
  while (same < meant.length && typed[same] === meant[same]) same++;
  const [left, right] = [typed.slice(same), meant.slice(same)];
  const swapped = right.slice(0, 2).split("").reverse().join("") + right.slice(2);
  return left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1) || left === swapped;
}
