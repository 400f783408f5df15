import { noBreaks } from "./no-breaks.ts";

export const PROXY_HINTS = ["Host", "TRUST_PROXY", "TRUST_PROXY_FROM", "X-Forwarded-Proto"] as const;
export type ProxyHint = (typeof PROXY_HINTS)[number];

/** Causes in the proxy or the settings, by the setting or header to correct. For the maintainer. */
export const proxyHints: Record<ProxyHint, string> = noBreaks({
  Host: "Если вы настраиваете этот сайт: прокси прислал не тот заголовок Host, который прислал браузер. Он должен передавать его без изменений, с именем из PUBLIC_ORIGIN",
  TRUST_PROXY:
    "Если вы настраиваете этот сайт: прокси прислал заголовки X-Forwarded, но сайт им не верит. Укажите в TRUST_PROXY, сколько прокси стоит перед сайтом",
  TRUST_PROXY_FROM:
    "Если вы настраиваете этот сайт: TRUST_PROXY задан, но заголовки X-Forwarded пришли с адреса, которого нет в TRUST_PROXY_FROM. Добавьте туда адрес прокси",
  "X-Forwarded-Proto":
    "Если вы настраиваете этот сайт: TRUST_PROXY задан, но прокси не прислал заголовок X-Forwarded-Proto со значением https",
});

/** Plain answers to a request under another host. */
export const hostWords = {
  malformed: (own: string) => `Запрос пришёл без понятного имени сайта. Этот сайт открывается по адресу ${own}\n`,
  foreign: (own: string) =>
    `По этому имени сайт не отвечает. Он открывается по адресу ${own}\nЕсли вы настраиваете этот сайт: прокси должен передавать заголовок Host таким, каким его прислал браузер, и с именем из PUBLIC_ORIGIN.\n`,
} as const;
