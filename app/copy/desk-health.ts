import type { HealthCheck } from "#app/domain/desk-health.ts";

const plural = new Intl.PluralRules("ru");

/** «3 письма» */
function counted(count: number, one: string, few: string, many: string): string {
  const words: Partial<Record<Intl.LDMLPluralRule, string>> = { one, few };
  return `${count} ${words[plural.select(count)] ?? many}`;
}

/** Words of the desk's faults. */
export const healthCopy = {
  title: "Состояние",
  lead: "Что работает, что нет и что с этим делать.",
  fine: "в порядке",
  attention: "нужно внимание",
  allFine: "Всё работает. Делать ничего не нужно.",
  someNot: (count: number) => `Нужно внимание: ${counted(count, "пункт", "пункта", "пунктов")}.`,
  whatToDo: "Что делать",
  checks: {
    mails: "Письма",
    timetable: "Расписание на сайте",
    queue: "База данных и очередь заданий",
    purge: "Удаление по срокам",
    keys: "Ключи шифрования",
    consents: "Тексты согласий",
    views: "Счёт просмотров",
  } satisfies Record<HealthCheck, string>,
  todo: {
    mails:
      "Откройте заявку и свяжитесь с человеком по-другому. Если не доходят многие письма, проверьте почтовый ящик отправителя и настройки почты.",
    timetable:
      "Откройте страницу записи: если расписания на ней нет, перезапустите приложение. Если не помогло, покажите эту страницу тому, кто его обслуживает.",
    queue: "Перезапустите приложение. Если не помогло, покажите эту страницу тому, кто его обслуживает.",
    purge:
      "Перезапустите приложение: удаление проходит каждый час. Если не помогло, покажите эту страницу тому, кто его обслуживает.",
    keys: "Верните прежние ключи в настройки и перезапустите приложение. Без них эти контакты не прочитать.",
    consents:
      "Не меняйте опубликованные тексты: для новой редакции нужна новая дата. Верните прежний текст из истории изменений.",
    views:
      "Просмотры терялись, пока база данных не отвечала. Заявки не терялись. Если число растёт, проверьте базу данных.",
  } satisfies Record<HealthCheck, string>,
  mails: {
    fine: "Все письма ушли.",
    failed: (count: number, upTo: number) =>
      count < upTo
        ? `Не дошли: ${counted(count, "письмо", "письма", "писем")}.`
        : `Не дошли многие письма. Показаны последние ${upTo}.`,
    columns: { when: "Когда", kind: "Письмо", why: "Почему", attempts: "Попыток", open: "Заявка" },
    listTitle: "Письма, которые не дошли",
    open: "Открыть заявку",
    openNamed: (when: string) => `Открыть заявку, письмо ${when}`,
    kinds: {
      confirmation: "подтверждение заявки",
      operator_notice: "извещение вам о заявке",
      leave_link: "ссылка для выхода",
      renewal: "вопрос, ждёт ли ещё",
    },
    unknownReason: "причина не названа",
  },
  timetable: {
    fine: "После запуска открывалось всегда.",
    fault: (seconds: number) =>
      `Последний раз не открывалось ${age(seconds)} назад. Вместо «нет свободных окон» на сайте стояло честное «Расписание сейчас не открывается».`,
  },
  queue: {
    answers: "База данных отвечает.",
    empty: "Все задания сделаны.",
    waiting: (count: number, seconds: number) =>
      `Ждут своей очереди: ${counted(count, "задание", "задания", "заданий")}, первое — ${age(seconds)}.`,
    failed: (name: string, count: number) => `Не удалось за 30 дней: ${name} — ${count}.`,
    jobs: {
      "confirm-request": "подтверждения заявок",
      "tell-operator": "извещения вам",
      "ask-renewal": "вопросы, ждут ли ещё",
      "answer-leave-wish": "ссылки для выхода",
      "destroy-mails": "удаление писем",
      "answer-chat": "ответы в Telegram",
      "tell-contacted": "сообщения об ответе",
      "run-retention": "удаление по срокам",
    },
  },
  purge: {
    never: "Ещё не проходило: первое будет в течение часа после запуска.",
    last: (seconds: number) => `Последний раз прошло ${age(seconds)} назад.`,
    destroyed: (count: number) => `За сутки удалено контактов по сроку: ${count}.`,
  },
  keys: {
    purposes: { contact: "контакты", fingerprint: "отпечатки" },
    roles: { writes: "действующий", reads: "прежний, только читает", missing: "нет в настройках" },
    rows: (count: number) => counted(count, "строка", "строки", "строк"),
    line: (purpose: string, kid: string, role: string, rows: string) => `${purpose}, ключ «${kid}» (${role}): ${rows}.`,
    uncounted: "Строк слишком много, чтобы сосчитать их сразу. Считает команда npm run keys:status.",
    looking: "Строки ещё проверяются после запуска.",
    undecryptable: (count: number) => `Не читается ни одним ключом: ${counted(count, "строка", "строки", "строк")}.`,
    readable: "Все контакты читаются.",
  },
  consents: {
    fine: "Каждое согласие дано к тексту, который известен.",
    odd: (type: string, version: string, rows: number) =>
      `${type}, редакция ${version}: ${counted(rows, "согласие", "согласия", "согласий")} не к тому тексту, что опубликован.`,
    types: { personal_data: "Обработка персональных данных", communications: "Связь по заявке" },
  },
  views: {
    fine: "Ни один просмотр не потерян.",
    dropped: (count: number) => `После запуска потеряно: ${counted(count, "просмотр", "просмотра", "просмотров")}.`,
  },
} as const;

function age(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return "меньше минуты";
  return minutes < 120
    ? counted(minutes, "минуту", "минуты", "минут")
    : counted(Math.round(minutes / 60), "час", "часа", "часов");
}
