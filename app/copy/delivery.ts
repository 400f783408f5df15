import { type DeliveryChannel, NO_CHANNEL, type ToldOtherwise } from "#app/domain/people/delivery.ts";
import { mailFailure } from "./mail-failures.ts";
import { noBreaks } from "./no-breaks.ts";
import { messengers } from "./words.ts";

const CHAT_REASONS: Record<string, string> = {
  blocked: "человек остановил бота",
  "not-connected": "мессенджер выключен в настройках",
  "not-a-chat": "человек не начинал разговора с ботом",
  "name-moved": "имя теперь у другого человека",
  withdrawn: "отменено до отправки",
  over: "время уже не держали",
};
const REASONS_BY_END = [
  [/-network$|-pace$|-(?:429|5\d\d)$/, "мессенджер не отвечал"],
  [/-401$|-denied$/, "мессенджер не принимает сообщения от бота"],
  [/-(?:400|403|404)$/, "человек остановил бота или удалил аккаунт"],
] as const;

/** Why a chat message was not delivered, in words; a code without our explanation is appended. */
function chatFailure(code: string | null): string {
  if (code === null) return "причина не названа";
  const reason = CHAT_REASONS[code] ?? REASONS_BY_END.find(([end]) => end.test(code))?.[1];
  return reason ?? `сообщение не приняли (${code})`;
}

/** Why something was not delivered, in words. Never an address. */
export function deliveryFailure(channel: DeliveryChannel, code: string | null): string {
  if (code === NO_CHANNEL) return "писать некуда, нужно позвонить";
  return channel === "email" ? mailFailure(code) : chatFailure(code);
}

export const channelNames: Record<DeliveryChannel, string> = { email: "почта", ...messengers };

/** Words of what no channel delivered. */
export const undeliveredCopy = noBreaks({
  title: "Напишите или позвоните",
  lead: "Эти сообщения не дошли ни одним способом, или написать человеку программа не может. Скажите сами и отметьте: тогда строка уйдёт отсюда.",
  what: (service: string, until: string) => `${service}, ${until}`,
  until: (moment: string) => `до ${moment}`,
  atOnce: "как можно скорее",
  since: (day: string) => `Заявка от ${day}.`,
  failed: (channel: string, at: string, why: string) => `Не дошло ${at}, ${channel}: ${why}.`,
  waiting: (channel: string, why: string) => `Пока не уходит, ${channel}: ${why}.`,
  say: {
    confirmation: "Скажите, что заявка принята и до какого дня вы ответите.",
    repeated: "Спросите, какое время удобно: его изменили на сайте, может быть, без этого человека.",
    prepared: "Скажите сами то, что отправляли через бота.",
    leave_link: "Человек просил ссылку, чтобы выйти из листа. Спросите, убрать ли заявку.",
    renewal: "Спросите, ждёт ли человек ещё: иначе заявка закроется.",
    offer: "Позвоните и предложите время: его держат для этого человека, а он об этом не знает.",
    booking: "Скажите день и час встречи: подтверждения человек не получил.",
    hour_news: "Скажите, что стало с выбранным временем.",
    ask_to_wait: "Спросите, ждать ли дальше: пока нет ответа, окна не предлагаются.",
  } satisfies Record<ToldOtherwise, string>,
  promised: {
    say: "Позвоните или напишите сами: ответ обещан к этому дню. Потом отметьте в заявке, что связались.",
    why: {
      phone: "Оставлен только телефон, поэтому программа написать не может.",
      telegram: "Человек назвал имя в Telegram, но не начинал разговора с ботом, поэтому программа написать не может.",
    },
  },
  noChannel: "Писать некуда: оставлен телефон, или разговор с ботом не начат.",
  open: "Открыть заявку",
  openNamed: (about: string) => `Открыть заявку: ${about}`,
  told: "Человек знает",
  toldNamed: (about: string) => `Человек знает: ${about}`,
  done: { told: "Отмечено: человек знает." },
  over: "Ничего не изменилось: сообщение дошло, об этом уже сказали, или говорить больше не о чем.",
  unreadable: "Форму не получилось прочитать. Обновите страницу и повторите.",
});
