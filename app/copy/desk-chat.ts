import type { PreparedAnswer, PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import { chatCopy } from "./chat.ts";
import { noBreaks } from "./no-breaks.ts";

const { prepared } = chatCopy;

/** Words of the desk's page about a person's chat. */
export const deskChatCopy = noBreaks({
  title: "Сообщение в чат",
  back: "К заявке",
  states: {
    open: "Чат открыт",
    blocked: "Бот заблокирован",
    none: "Чата нет",
  },
  leads: {
    open: "Слова уже готовы: о здоровье здесь не пишут ни с одной стороны. Ответ придёт кнопкой и встанет в ленту.",
    blocked: "Человек остановил бота или удалил аккаунт. Написать можно будет, если он начнёт разговор снова.",
    none: "Бот пишет только тем, кто сам начал с ним разговор. Этот человек его не начинал, или заявка уже закрыта.",
    "no-bot": "Бот не подключён: нет его ключа в настройках сервера.",
  },
  choose: "Что отправить?",
  send: "Отправить",
  sentTitle: "Отправленные сообщения",
  empty: "Из рабочего стола сюда ещё ничего не отправляли.",
  columns: { message: "Сообщение", at: "Когда", fate: "Что с ним", answer: "Ответ" },
  fates: { waiting: "В очереди", sent: "Отправлено", failed: "Не дошло" },
  noAnswer: "Пока нет",
  done: { sent: "Сообщение поставлено в очередь и уйдёт в ближайшие секунды." },
  errors: {
    choose: "Выберите сообщение.",
    "no-chat": "Отправить не получилось: чата с этим человеком больше нет, или заявка закрыта.",
    "sent-today": "Это сообщение сегодня уже отправлено. Второй раз в день оно не уходит.",
  },
  /** As the person reads it, without the link. */
  preview: (message: PreparedMessage, service: string) => prepared[message].text(service, "…"),
  label: (message: PreparedMessage) => prepared[message].label,
  answer: (message: PreparedMessage, answer: PreparedAnswer) => {
    const words: Partial<Record<PreparedAnswer, string>> = prepared[message].answers;
    return words[answer] ?? answer;
  },
});
