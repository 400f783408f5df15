import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { ConsentType } from "#app/domain/consent.ts";
import type { ContactMethod } from "#app/domain/contact/contact.ts";
import type { TimelineEntry } from "#app/domain/lead.ts";
import type { PutFirstReason } from "#app/domain/offers/types.ts";
import type { RequestSubject } from "#app/domain/people/delivery.ts";
import type { ClosingReason, Note } from "#app/domain/people/operator-work.ts";
import { CONTACT_KEPT_DAYS } from "#app/domain/retention.ts";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import type { ClosedReason, RequestStatus } from "#app/domain/waitlist-request.ts";
import { callersCopy } from "./consent.ts";
import { codeAgainCopy } from "./desk-account.ts";
import { noBreaks } from "./no-breaks.ts";
import { timeWindows } from "./words.ts";

const statuses: Record<RequestStatus, string> = { new: "ждёт", contacted: "связались", closed: "закрыта" };
const methods: Record<ContactMethod, string> = { email: "почта", phone: "телефон", telegram: "Telegram", max: "MAX" };
const reasons: Record<ClosedReason, string> = {
  booked: "записались",
  declined: "время не подошло",
  withdrawn: "попросили убрать из листа",
  expired: "срок истёк",
  duplicate: "повтор",
  spam: "спам",
  not_reached: "не удалось связаться",
  found_other: "нашли другое",
};
const notes: Record<Note, string> = {
  no_answer: "нет ответа",
  call_tomorrow: "перезвонить завтра",
  wrong_contact: "контакт не подошёл",
  thinking: "взято время подумать",
  offered_time: "предложено время",
};
const firstReasons: Record<PutFirstReason, string> = {
  promised: "обещали раньше",
  we_cancelled: "встречу отменили мы",
  rarely_suits: "время редко подходит",
  our_decision: "так решила практика",
};
const labelIn = (labels: Record<string, string>, key: string | undefined) => labels[key ?? ""] ?? "";

type Happened = (properties: Record<string, string>) => string;
/** What happened, in plain words. */
export const timelineWords: Record<TimelineEntry["name"], Happened> = noBreaks({
  waitlist_submitted: (p) => `Заявка в лист ожидания: ${labelIn(timeWindows, p.preferred_time_window).toLowerCase()}`,
  waitlist_repeated: (p) =>
    `${p.previous_status === "contacted" ? "Заявка повторена после ответа, снова ждут" : "Заявка повторена"}: ${labelIn(timeWindows, p.preferred_time_window).toLowerCase()}, раньше — ${labelIn(timeWindows, p.previous_time_window).toLowerCase()}`,
  waitlist_window_changed: (p) =>
    `Удобное время изменено: ${labelIn(timeWindows, p.preferred_time_window).toLowerCase()}, раньше — ${labelIn(timeWindows, p.previous_time_window).toLowerCase()}`,
  concierge_started: () => "Начат разговор с ботом",
  contact_corrected: (p) =>
    p.kept
      ? `Связь теперь: ${labelIn(methods, p.method)}, рядом — ${labelIn(methods, p.previous_method)}`
      : `Контакт исправлен: ${labelIn(methods, p.method)}, раньше — ${labelIn(methods, p.previous_method)}`,
  contact_added: (p) => `Добавлен второй контакт: ${labelIn(methods, p.method)}`,
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
  waitlist_put_first: (p) => `Место в очереди: поставлен первым, ${labelIn(firstReasons, p.reason)}`,
  waitlist_put_first_undone: () => "Место в очереди: снова по дате заявки",
  waitlist_put_back: () => "Заявка возвращена в лист, место по первой дате",
  offer_made: () => "Предложено окно",
  offer_accepted: () => "Окно принято",
  offer_declined: () => "От предложенного окна отказались",
  offer_expired: () => "На предложенное окно не ответили",
  offer_withdrawn: () => "Предложение окна снято",
  hour_booked: () => "Человек записан",
  hour_cancelled: () => "Запись отменена",
  hour_asked: () => "Выбрали время на сайте",
  hour_refused: () => "В выбранном времени отказано",
  hour_lapsed: () => "На выбранное время не ответили",
  hour_released: () => "От выбранного времени отказались",
  hour_moved: () => "Запись перенесена",
  waitlist_closed: (p) => `Заявка закрыта: ${labelIn(reasons, p.reason)}`,
  waitlist_noted: (p) => `Заметка: ${labelIn(notes, p.note)}`,
  waitlist_withdrawn: () => "Выход из листа: согласия отозваны",
  contact_destroyed: (p) => (p.reason === "requested" ? "Контакт удалён по просьбе" : "Контакт удалён по сроку"),
});

const acts: Partial<Record<DeskAuditAction, string>> = {
  contacted: "отмечено «связались»",
  closed: "заявка закрыта",
  undone: "действие отменено",
  contact_corrected: "контакт исправлен",
  contact_added: "добавлен второй контакт",
  put_back: "заявка возвращена в лист",
  put_first: "поставлен первым",
  put_first_undone: "возвращён на своё место",
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
  offer_rules_changed: "правила предложений изменены",
  about_changed: "настройки «О практике» изменены",
  role_changed: "роль изменена",
  operator_disabled: "доступ закрыт",
};

/** Who did what and when; `self`: the operator themselves, on another page. */
export const actWords = (by: { action: DeskAuditAction; when: string; who: string | null; self: boolean }) =>
  `${by.when} — ${acts[by.action] ?? ""}, ${by.self ? "это сделано вами" : `это сделал другой оператор: ${by.who ?? "—"}`}.`;

export const peopleCopy = noBreaks({
  statuses,
  methods,
  reasons,
  notes,
  firstReasons,
  list: {
    title: "Кто ждёт",
    lead: "Сначала те, кому ответ обещан раньше. Контакты скрыты.",
    views: "Быстрые отборы",
    view: {
      waiting: "Ждут",
      answered: "Ответили",
      overdue: "Просрочено",
      leaving: "Просят убрать",
      unreachable: "Не доходит",
      paused: "На паузе",
      quarantined: "Карантин",
      contacted: "Связались",
      closed: "Закрытые",
    },
    counted: (view: string, count: string) => `${view}: ${count}`,
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
      answered: "Ответили на сообщение через бота",
      overdue: "Ответ просрочен",
      quarantined: "Карантин",
      unreachable: "Письма или сообщения не доходят",
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
    searchHint: "Почта, телефон или имя в мессенджере целиком. В адрес страницы и в журнал он не попадает.",
    find: "Найти",
    nobody: "С таким контактом никого нет.",
    malformed: "Это не похоже на почту, телефон или имя в мессенджере",
    missing: "Напишите контакт целиком",
    toList: "← К списку",
  },
  badges: {
    answered: (answer: string) => `ответ: «${answer}»`,
    overdue: "просрочено",
    paused: "на паузе",
    quarantined: "карантин",
    unreachable: {
      email: "почта не доходит",
      phone: "контакт не подошёл",
      telegram: "Telegram не доходит",
      max: "MAX не доходит",
    } satisfies Record<ContactMethod, string>,
    leaving: "просят убрать",
    repeated: (day: string) => `просили снова ${day}`,
  },
  person: {
    answerBy: (day: string) => `ответить до ${day}`,
    contact: "Контакт",
    reveal: "Показать контакт",
    revealNote: "Кто и когда открывал контакт, останется в журнале.",
    write: {
      email: "Написать письмо",
      phone: "Позвонить",
      telegram: "Открыть в Telegram",
      max: "Открыть в MAX",
    } satisfies Record<ContactMethod, string>,
    chat: {
      telegram: "Имени в Telegram нет: человек пишет через бота.",
      max: "Человек пишет через бота в MAX.",
    } satisfies Record<Messenger, string>,
    second: "Второй контакт:",
    doubt: "Похоже, в контакте опечатка: такого номера, адреса или имени не бывает.",
    message: "Написать через бота",
    correct: {
      title: "Исправить или добавить контакт",
      lead: "Если контакт не работает или человек назвал другой. Согласия остаются.",
      label: "Новый контакт",
      hint: "Почта или телефон целиком, как назвал сам человек. В журнал попадёт только способ связи.",
      old: "Что с прежним контактом",
      olds: {
        replaced:
          "Он неверный: писать только на новый. Ссылка на заявку, которая ушла на прежнюю почту, перестанет открываться",
        beside: "Он верный: оставить рядом. Писать будем на прежний, а если он уже не работает, то на новый",
      },
      button: "Сохранить контакт",
      beside: (method: string, since: string) => `Второй контакт: ${method}, добавлен ${since}.`,
      swapLead: "Если писать на второй, первый останется рядом. На почту сразу уйдёт подтверждение.",
      swap: "Писать на второй контакт",
      same: "Это тот же контакт, ничего не изменилось",
      taken:
        "Этот контакт уже есть в другой заявке: найдите её поиском по контакту. Если это тот же человек и та же услуга, закройте одну из заявок как повтор",
      off: "Этим способом практика не связывается: укажите почту или телефон",
    },
    destroyed: "Контакт удалён, показать нечего.",
    undecryptable:
      "Контакт не расшифровывается: ключ не подходит или запись повреждена. Проверьте ключи в разделе «Состояние».",
    actions: "Действия",
    contacted: "Связались",
    choose: "Выберите…",
    closeAs: "Закрыть с причиной",
    closeHint: `Закрытую заявку можно вернуть в лист, пока контакт не удалён: ${CONTACT_KEPT_DAYS} дней. «Попросили убрать из листа» не отменить: согласия отзываются сразу.`,
    close: "Закрыть заявку",
    undo: "Отменить последнее действие",
    first: {
      label: "Предлагать первым, потому что",
      hint: "Свободное время сначала предложим этому человеку. Причина видна в журнале окна.",
      button: "Поставить первым",
      now: (reason: string, at: string) => `Предлагаем первым с ${at}: ${reason}.`,
      undo: "Вернуть на своё место",
      choose: "Выберите, почему первым",
    },
    putBack: "Вернуть в лист",
    putBackLead: "Место останется по первой дате заявки. Личная страница человека снова покажет, что он в листе.",
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
    mails: "Письма и сообщения",
    noMails: "Писем и сообщений не было.",
    inChat: (what: string, messenger: string) => `${what}, ${messenger}`,
    dropped: (at: string) => `не понадобилось ${at}`,
    mailKinds: {
      confirmation: "Подтверждение",
      operator_notice: "Уведомление практике",
      leave_notice: "Уведомление практике о просьбе выйти",
      exhausted_notice: "Уведомление практике: предложить больше некому",
      answer_notice: "Уведомление практике об ответе в чате",
      channel_notice: "Уведомление практике о мессенджере",
      hour_notice: "Уведомление практике о выбранном времени",
      leave_link: "Ссылка для выхода",
      renewal: "Вопрос, ждут ли ещё",
      repeated: "Удобное время изменили на сайте",
      offer: "Предложение времени",
      booking: "Подтверждение времени",
      hour_news: "Новость о времени",
      ask_to_wait: "Вопрос, ждать ли дальше",
      contacted: "Сообщение, что на заявку ответили",
      prepared: "Готовое сообщение",
    } satisfies Record<RequestSubject, string>,
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
    taken:
      "Вернуть нельзя: человек уже ждёт по новой заявке, отозвал согласие, или его контакт удалён. Ничего не изменилось.",
    hasHour: "Вернуть нельзя: у человека есть запись впереди. Сначала отмените её. Ничего не изменилось.",
    changedSelf: "Пока страница была открыта, заявка изменилась сама или её изменил человек.",
    changedNothing: "Ваше действие не выполнено. Ниже заявка в нынешнем виде.",
    booked: "Если отдано окно из расписания, его нужно закрыть, чтобы на него не записался кто-то ещё.",
    toTime: "Свободные окна этой услуги",
    done: {
      contacted: "Отмечено: связались.",
      closed: "Заявка закрыта.",
      undo: "Отменено: всё как было.",
      put_first: "Теперь первым предложим этому человеку.",
      put_first_undone: "Место снова по дате заявки.",
      put_back: "Заявка снова в листе, место по первой дате.",
      not_spam: "Заявка снята с карантина.",
      note: "Заметка добавлена.",
      correct: "Контакт сохранён.",
      swap_contacts: "Теперь пишем на второй контакт, первый остался рядом.",
      erase: "Данные удалены.",
      known: callersCopy.knownListed,
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
    found_other: "Нашли другое",
    not_reached: "Не удалось связаться",
    withdrawn: "Попросили убрать из листа",
    duplicate: "Повтор",
    spam: "Спам",
  } satisfies Record<ClosingReason, string>,
});
