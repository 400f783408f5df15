import type { RequestSource } from "#app/domain/channel.ts";
import type { ConsentType } from "#app/domain/consent.ts";
import type { MailKind } from "#app/domain/mail/mail.ts";
import { noBreaks } from "./no-breaks.ts";
import { messengers } from "./words.ts";

/** Words of the page on which a person reads what is stored about them. */
export const storedCopy = noBreaks({
  fold: "Посмотреть, что хранится",
  lead: "Можно прочитать на отдельной странице всё, что хранится о вас по этой заявке.",
  show: "Показать, что хранится",
  title: "Что о вас хранится",
  intro:
    "Здесь всё, что есть о вас по этой заявке. Контакт хранится зашифрованным и открыт только для этой страницы. Адреса в сети, с которых вы заходили, не хранятся.",
  requestTitle: "Заявка",
  facts: {
    contact: "Контакт",
    beside: "Второй контакт",
    service: "Услуга",
    window: "Удобное время",
    state: "Состояние",
    source: "Откуда",
    created: "Оставлена",
    changed: "Изменена",
    expires: "Ждёт до",
    utm: "Метки ссылки",
  },
  sources: { web: "форма на сайте", api: "программа на другом сайте", ...messengers } satisfies Record<
    RequestSource,
    string
  >,
  consentsTitle: "Согласия",
  consents: {
    personal_data: "Обработка персональных данных",
    communications: "Связь по заявке",
  } satisfies Record<ConsentType, string>,
  consent: (name: string, version: string, given: string, withdrawn: string | null) =>
    `${name}, редакция ${version}: дано ${given}${withdrawn === null ? "" : `, отозвано ${withdrawn}`}.`,
  eventsTitle: "Что было с заявкой",
  mailsTitle: "Письма",
  noMails: "Писем по заявке не было.",
  mail: (kind: string, sent: string | null, made: string) =>
    sent === null ? `${kind}: не отправлено, создано ${made}.` : `${kind}: отправлено ${sent}.`,
  mails: {
    confirmation: "Вам, подтверждение заявки",
    leave_link: "Вам, ссылка для выхода",
    renewal: "Вам, вопрос, ждёте ли ещё",
    repeated: "Вам, о другом удобном времени",
    offer: "Вам, предложение времени",
    booking: "Вам, подтверждение времени",
    hour_news: "Вам, новость о времени",
    ask_to_wait: "Вам, вопрос, ждать ли дальше",
    operator_notice: "Практике, о новой заявке",
    leave_notice: "Практике, о просьбе выйти",
    hour_notice: "Практике, о выбранном времени",
    exhausted_notice: "Практике, об окне",
    answer_notice: "Практике, об ответе в чате",
    channel_notice: "Практике, о почте и мессенджерах",
  } satisfies Record<MailKind, string>,
  countsTitle: "Ещё хранится",
  counts: {
    chat_messages: "Сообщений в чате с ботом",
    offers: "Предложений времени",
    bookings: "Записей на время",
    analytics_events: "Отметок для общей статистики",
  },
  fileLead: "Каждая строка и каждое поле есть в файле.",
  back: "К заявке",
} as const);
