import type { ConsentType } from "#app/domain/consent.ts";
import type { ContactMethod } from "#app/domain/contact/contact.ts";
import type { TimelineEntry } from "#app/domain/lead.ts";
import type { ClosingReason, Note } from "#app/domain/people/operator-work.ts";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import type { ClosedReason, RequestStatus } from "#app/domain/waitlist-request.ts";
import { codeAgainCopy } from "./desk-account.ts";
import { timeWindows } from "./words.ts";

const statuses: Record<RequestStatus, string> = { new: "ждёт", contacted: "связались", closed: "закрыта" };
const methods: Record<ContactMethod, string> = { email: "почта", phone: "телефон", telegram: "Telegram" };
const reasons: Record<ClosedReason, string> = {
  booked: "записались",
  declined: "время не подошло",
  withdrawn: "попросили убрать из листа",
  expired: "срок истёк",
  duplicate: "повтор",
  spam: "спам",
};
const notes: Record<Note, string> = {
  no_answer: "нет ответа",
  call_tomorrow: "перезвонить завтра",
  wrong_contact: "контакт не подошёл",
  thinking: "взято время подумать",
  offered_time: "предложено время",
};
const labelIn = (labels: Record<string, string>, key: string | undefined) => labels[key ?? ""] ?? "";

type Happened = (properties: Record<string, string>) => string;
/** What happened, in plain words. */
export const timelineWords: Record<TimelineEntry["name"], Happened> = {
  waitlist_submitted: (p) => `Заявка в лист ожидания: ${labelIn(timeWindows, p.preferred_time_window).toLowerCase()}`,
  waitlist_repeated: (p) =>
    `${p.previous_status === "contacted" ? "Заявка повторена после ответа, снова ждут" : "Заявка повторена"}: ${labelIn(timeWindows, p.preferred_time_window).toLowerCase()}, раньше — ${labelIn(timeWindows, p.previous_time_window).toLowerCase()}`,
  waitlist_window_changed: (p) =>
    `Удобное время изменено: ${labelIn(timeWindows, p.preferred_time_window).toLowerCase()}, раньше — ${labelIn(timeWindows, p.previous_time_window).toLowerCase()}`,
  concierge_started: () => "Начат разговор с ботом",
  message_sent: () => "Отправлено сообщение через бота",
  message_answered: () => "Пришёл ответ на сообщение бота",
  waitlist_paused: () => "Заявка поставлена на паузу",
  waitlist_resumed: () => "Заявка снята с паузы",
  waitlist_renewed: () => "Заявка подтверждена: ещё ждут",
  waitlist_leave_requested: () => "Просьба убрать из листа: по одному контакту, без личной ссылки",
  waitlist_renewal_asked: () => "Отправлен вопрос, ждут ли ещё",
  waitlist_expired: () => "Срок заявки истёк",
  waitlist_contacted: () => "Отмечено: связались",
  waitlist_released: () => "Снято с карантина: не спам",
  waitlist_undone: () => "Последнее действие отменено",
  waitlist_closed: (p) => `Заявка закрыта: ${labelIn(reasons, p.reason)}`,
  waitlist_noted: (p) => `Заметка: ${labelIn(notes, p.note)}`,
  waitlist_withdrawn: () => "Выход из листа: согласия отозваны",
  contact_destroyed: (p) => (p.reason === "requested" ? "Контакт удалён по просьбе" : "Контакт удалён по сроку"),
};

const acts: Partial<Record<DeskAuditAction, string>> = {
  contacted: "отмечено «связались»",
  closed: "заявка закрыта",
  undone: "действие отменено",
  not_spam: "снято с карантина",
  erase: "данные удалены",
  slot_added: "окно добавлено",
  slot_pattern_added: "окно добавлено",
  slot_blocked: "окно закрыто",
  slot_unblocked: "окно открыто",
  slot_removed: "окно удалено",
  service_created: "услуга добавлена",
  service_changed: "услуга изменена",
  service_archived: "услуга убрана в архив",
  service_restored: "услуга возвращена из архива",
  settings_changed: "срок ответа изменён",
  role_changed: "роль изменена",
  operator_disabled: "доступ закрыт",
};

/** Who did what and when; `self`: the operator themselves, on another page. */
export const actWords = (by: { action: DeskAuditAction; when: string; who: string | null; self: boolean }) =>
  `${by.when} — ${acts[by.action] ?? ""}, ${by.self ? "это сделано вами" : `это сделал другой оператор: ${by.who ?? "—"}`}.`;

export const peopleCopy = {
  statuses,
  methods,
  reasons,
  notes,
  list: {
    title: "Кто ждёт",
    lead: "Сначала те, кому ответ обещан раньше. Контакты скрыты.",
    views: "Быстрые отборы",
    view: {
      waiting: "Ждут",
      overdue: "Просрочено",
      leaving: "Просят убрать",
      unreachable: "Почта не доходит",
      paused: "На паузе",
      quarantined: "Карантин",
      contacted: "Связались",
      closed: "Закрытые",
    },
    filters: "Отбор",
    show: "Показать",
    reset: "Показать всех, кто ждёт",
    any: "не важно",
    status: "Состояние",
    statuses: { ...statuses, open: "все, кроме закрытых" },
    service: "Услуга",
    window: "Удобное время",
    method: "Способ связи",
    flags: {
      overdue: "Ответ просрочен",
      quarantined: "Карантин",
      unreachable: "Почта не доходит",
      leaving: "Просят убрать из листа",
      paused: "На паузе",
    },
    columns: {
      answerBy: "Ответить до",
      service: "Услуга",
      window: "Удобное время",
      method: "Связь",
      state: "Состояние",
    },
    since: (day: string) => `заявка от ${day}`,
    today: "сегодня",
    noted: (note: string, at: string) => `${labelIn(notes, note)}, ${at}`,
    empty: "По этому отбору никого нет.",
    badFilter: "В адресе непонятный отбор",
    badFilters: {
      status: "Такого состояния нет",
      service: "Такой услуги нет",
      window: "Такого времени нет",
      method: "Такого способа связи нет",
      flag: "Отметка в отборе задана непонятно",
      after: "Место в списке задано непонятно: начните с первой страницы",
    },
    search: "Найти по контакту",
    searchHint: "Почта, телефон или имя в Telegram целиком. В адрес страницы и в журнал он не попадает.",
    find: "Найти",
    nobody: "С таким контактом никого нет.",
    malformed: "Это не похоже на почту, телефон или имя в Telegram",
    missing: "Напишите контакт целиком",
    toList: "← К списку",
  },
  badges: {
    overdue: "просрочено",
    paused: "на паузе",
    quarantined: "карантин",
    unreachable: "почта не доходит",
    leaving: "просят убрать",
    repeated: (day: string) => `просили снова ${day}`,
  },
  person: {
    answerBy: (day: string) => `ответить до ${day}`,
    contact: "Контакт",
    reveal: "Показать контакт",
    revealNote: "Кто и когда открывал контакт, останется в журнале.",
    write: { email: "Написать письмо", phone: "Позвонить", telegram: "Открыть в Telegram" } satisfies Record<
      ContactMethod,
      string
    >,
    chat: "Имени в Telegram нет: человек пишет через бота.",
    message: "Написать через бота",
    destroyed: "Контакт удалён, показать нечего.",
    undecryptable:
      "Контакт не расшифровывается: ключ не подходит или запись повреждена. Проверьте ключи в разделе «Состояние».",
    actions: "Действия",
    contacted: "Связались",
    choose: "Выберите…",
    closeAs: "Закрыть с причиной",
    closeHint:
      "Отменить закрытие можно в течение десяти секунд, потом вернуть нельзя. «Попросили убрать из листа» не отменить: согласия отзываются сразу.",
    close: "Закрыть заявку",
    undo: "Отменить последнее действие",
    leaveLead:
      "Человек просил убрать его из листа ожидания. Проверьте, что просьба от него самого: согласия отзываются сразу. Вернуть нельзя.",
    leave: "Убрать из листа",
    sure: "Просьба от самого человека, согласия отозвать",
    sureMissing: "Отметьте, что просьба от самого человека: согласия отзываются сразу, вернуть нельзя",
    repeated: {
      what: (at: string) =>
        `Заявку отправили на сайте ещё раз ${at}. Сам ли это человек, неизвестно: форма открыта всем.`,
      kept: { paused: "Пауза осталась.", leaving: "Просьба убрать из листа осталась." },
      window: (now: string, before: string) => `Удобное время теперь «${now}», было «${before}».`,
      told: "Человеку об этом сообщает программа: прежнее время можно вернуть по личной ссылке.",
      untold: "Сообщить об этом человеку программа не может: спросите, какое время удобно.",
    },
    quarantineLead:
      "Заявка похожа на спам, поэтому писем по ней не было и в общем списке её нет. Если это не спам, человеку сразу уйдёт подтверждение, и отменить это нельзя.",
    notSpam: "Это не спам",
    note: "Заметка",
    addNote: "Добавить заметку",
    timeline: "Что происходило",
    noTimeline: "Событий нет.",
    request: "Заявка",
    others: "Другие заявки этого человека",
    consents: "Согласия",
    noConsents: "Записей нет.",
    consentTypes: {
      personal_data: "на обработку данных",
      communications: "на связь по заявке",
    } satisfies Record<ConsentType, string>,
    consent: (type: string, version: string, at: string) =>
      `Согласие ${type}, текст от ${version.replaceAll("-", "\u2011")}: дано ${at}`,
    withdrawn: (at: string) => `отозвано ${at}`,
    mails: "Письма",
    noMails: "Писем не было.",
    mailKinds: {
      confirmation: "Подтверждение",
      operator_notice: "Уведомление практике",
      leave_notice: "Уведомление практике о просьбе выйти",
      leave_link: "Ссылка для выхода",
      renewal: "Вопрос, ждут ли ещё",
      repeated: "Удобное время изменили на сайте",
    },
    sent: (at: string) => `отправлено ${at}`,
    failed: (at: string, why: string) => `не дошло ${at}: ${why}`,
    queued: (at: string) => `в очереди с ${at}`,
    data: "Данные человека",
    export: "Скачать всё файлом JSON",
    exportLead: "В файле будет и контакт. Скачивание останется в журнале.",
    eraseLead: "Контакт будет уничтожен во всех заявках этого человека, открытые закроются. Вернуть нельзя.",
    eraseWord: "удалить",
    eraseLabel: "Чтобы подтвердить, напишите «удалить»",
    eraseHint: "Без кавычек.",
    erase: "Удалить данные",
    eraseMistyped: "Напишите слово «удалить», и данные будут удалены",
    chooseReason: "Выберите причину из списка",
    chooseNote: "Выберите заметку из списка",
    badForm: "Форму не получилось прочитать. Обновите страницу и повторите",
    tooLate: "Десять секунд прошли, отменить уже нельзя. Ничего не изменилось.",
    taken: "Вернуть нельзя: человек уже ждёт по новой заявке или его контакт удалён. Ничего не изменилось.",
    changedSelf: "Пока страница была открыта, заявка изменилась сама или её изменил человек.",
    changedNothing: "Ваше действие не выполнено. Ниже заявка в нынешнем виде.",
    booked: "Если отдано окно из расписания, его нужно закрыть, чтобы на него не записался кто-то ещё.",
    toTime: "Свободные окна этой услуги",
    done: {
      contacted: "Отмечено: связались.",
      closed: "Заявка закрыта.",
      undo: "Отменено: всё как было.",
      not_spam: "Заявка снята с карантина.",
      note: "Заметка добавлена.",
      erase: "Данные удалены.",
      code: codeAgainCopy.confirmed,
    },
    notDone: {
      export:
        "Файл не получился: контакт этого человека не расшифровывается. Ничего не скачано, в журнале записи нет. Проверьте ключи в разделе «Состояние».",
    },
  },
  /** The reasons for the operator to choose from. */
  closing: {
    booked: "Записались",
    declined: "Время не подошло",
    withdrawn: "Попросили убрать из листа",
    duplicate: "Повтор",
    spam: "Спам",
  } satisfies Record<ClosingReason, string>,
} as const;
