import type { ChannelFault, DeliveryChannel } from "#app/domain/people/delivery.ts";
import { age } from "./desk-health.ts";
import { noBreaks } from "./no-breaks.ts";

/** Words of channels that take nothing: on every desk page, and on the page of faults. */
export const channelsCopy = noBreaks({
  fine: "Письма и сообщения принимают.",
  names: { email: "Почтовый сервис", telegram: "Telegram", max: "MAX" } satisfies Record<DeliveryChannel, string>,
  away: (name: string, since: string) => `${name} не отвечает: сообщения ждут с ${since}. Они уйдут сами.`,
  refused: (name: string, since: string) =>
    `${name} отказывается принимать сообщения от практики, первое — от ${since}. Сами они не уйдут.`,
  lost: (seconds: number) =>
    `Подписка на сообщения из MAX пропадала и возобновлена ${age(seconds)} назад. То, что люди написали боту до этого, могло не дойти.`,
  todo: {
    away: {
      email:
        "Кому ждать нельзя, позвоните: они названы в «Ожидают». Тот, кто обслуживает приложение, узнает причину командой npm run doctor.",
      telegram:
        "Кому ждать нельзя, напишите или позвоните: они названы в «Ожидают». Из России Telegram может не отвечать: в TELEGRAM_API_ROOT можно указать посредника. Причину скажет npm run doctor.",
      max: "Кому ждать нельзя, напишите или позвоните: они названы в «Ожидают». Причину скажет npm run doctor: чаще всего это сертификат в MAX_CA_FILE.",
    },
    refused: {
      email:
        "Проверьте имя и пароль почты в настройках сервера: почтовый сервис их не принимает. Кому писали, названы в «Ожидают».",
      telegram: "Проверьте TELEGRAM_BOT_TOKEN: Telegram его не принимает. Новый ключ даёт @BotFather.",
      max: "Откройте business.max.ru: прошёл ли бот проверку и не остановлен ли он. Проверьте и MAX_BOT_TOKEN. Кому писали, названы в «Ожидают».",
    },
    lost: "Если так бывает снова, проверьте, открывается ли сайт снаружи: MAX убирает подписку, когда восемь часов не может достучаться.",
  } satisfies Record<ChannelFault["fault"], Record<DeliveryChannel, string>> & { lost: string },
});
