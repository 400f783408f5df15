import type { Messenger } from "#app/domain/chat/messenger.ts";
import { emergencyCopy } from "./emergency.ts";
import { noBreaks } from "./no-breaks.ts";
import { messengers, timeWindows } from "./words.ts";

/** What the bot's platform tells of a person, and is kept. */
const held: Record<Messenger, string> = {
  telegram: "номера этого чата и вашего имени в Telegram, если оно есть",
  max: "номера вашей учётной записи в MAX, по которому бот отвечает",
};

/** Every word of the concierge. Lock screens show the first line of a message: none says what the practice does. */
export const chatCopy = noBreaks({
  timeWindows,
  notes: {
    greeting: (service: string | null) =>
      service
        ? `Здравствуйте. Это консьерж записи. Помогу встать в лист ожидания: «${service}». Нужно ответить на несколько вопросов кнопками; рассказывать о себе ничего не нужно.`
        : "Здравствуйте. Это консьерж записи. Помогу встать в лист ожидания: нужно ответить на несколько вопросов кнопками, рассказывать о себе ничего не нужно.",
    hourGreeting: (service: string, when: string) =>
      `Здравствуйте. Это консьерж записи. Помогу попросить выбранное время.\n\nУслуга: ${service}\nКогда: ${when}\n\nНужно ответить на вопросы кнопками; рассказывать о себе ничего не нужно.`,
    hourTaken: (service: string) =>
      `Это время уже заняли, заявка ещё не отправлена. Можно встать в лист ожидания: «${service}». Осталось ответить, когда удобно, и ещё раз дать оба согласия.`,
    listPaused: (service: string | null) =>
      service
        ? `Новые заявки на «${service}» сейчас не принимаются. Можно выбрать другую услугу.`
        : "Новые заявки на эту услугу сейчас не принимаются. Можно выбрать другую.",
    noLists: "Новые заявки сейчас не принимаются ни на одну услугу. Загляните позже.",
    oldButton: "Эта кнопка из прежнего разговора, сейчас она ничего не меняет. Вот вопрос, на котором мы остановились.",
    textChanged: "Текст согласия с тех пор изменился, поэтому спрошу о нём ещё раз.",
    finished:
      "Эта заявка уже принята, кнопки из прежних сообщений её не меняют. Посмотреть её или выйти из листа можно в «Моей заявке».",
    freeText:
      "Здесь отвечает программа, и написанное она не сохраняет: о времени напишет человек, а о здоровье в этом чате рассказывать не нужно.",
    refused:
      "Хорошо. Без двух согласий заявки не будет: контакт и ответы не сохраняются в листе, и писать вам никто не станет.",
    accepted: (service: string, window: string, promised: string) =>
      `Готово, заявка принята.\n\nУслуга: ${service}\nУдобное время: ${window}\n\nЯ отвечу ${promised}: предложу время или скажу, что его пока нет. Делать больше ничего не нужно.`,
    confirmation: (service: string) =>
      `Ваша заявка принята.\n\nУслуга: ${service}\n\nЕсли заявку оставили не вы, выйдите из листа командой /leave.`,
    contacted: (service: string, messenger: Messenger) =>
      `Ответ на вашу заявку отправлен.\n\nУслуга: ${service}\n\nЕсли он не дошёл, проверьте, принимает ли ваш ${messengers[messenger]} сообщения от незнакомых. Выйти из листа можно командой /leave.`,
    repeated: (service: string, link: string) =>
      `Вашу заявку отправили на сайте ещё раз и выбрали другое удобное время.\n\nУслуга: ${service}\n\nЕсли это были не вы, прежнее время можно вернуть одной кнопкой: ${link}\nЕсли вы, делать ничего не нужно. Ссылка только ваша, пересылать её не стоит.`,
    noRequests: "Открытых заявок у вас нет. Оставить новую можно командой /start.",
    requests: "Ваши заявки в листе ожидания:",
    request: (service: string, window: string, link: string) =>
      `${service}\nУдобное время: ${window}\nИзменить время, поставить на паузу, скачать данные: ${link}\nСсылка только ваша, пересылать её не стоит.`,
    left: (service: string) =>
      `Вы вышли из листа ожидания: «${service}». Больше я по этой заявке не напишу. Контакт будет удалён в течение 30 дней; сразу — командой /delete.`,
    confirmErasure: (messenger: Messenger) =>
      `Удалить данные? Все заявки этого чата закроются, контакт и этот разговор будут уничтожены. Вернуть их будет нельзя. Сообщения в вашем приложении ${messengers[messenger]} удаляете вы.`,
    erased:
      "Данные удалены, заявки закрыты. Это последнее сообщение: номер чата программа забудет, как только оно уйдёт.",
  },
  emergency: [
    emergencyCopy.title,
    `${emergencyCopy.danger.number} — ${emergencyCopy.danger.about}`,
    ...emergencyCopy.lines.map(({ number, name, about }) => `${number} — ${name}. ${about}`),
    emergencyCopy.noAnswer,
  ],
  questions: {
    service: "Какая услуга вам нужна?",
    format: "В каком виде вам удобнее встретиться?",
    window: "Когда вам удобно?",
    personal_data: (link: string, messenger: Messenger) =>
      `Первое согласие — на обработку персональных данных: ${held[messenger]}. Текст: ${link}`,
    communications: (link: string, messenger: Messenger) =>
      `Второе согласие — на связь с вами по этой заявке, здесь же в ${messengers[messenger]}. Текст: ${link}`,
  },
  buttons: {
    formats: { online: "Онлайн", offline: "Очно" },
    agree: "Даю это согласие",
    refuse: "Не даю",
    back: "Назад",
    again: "Начать заново",
    resume: "Продолжить",
    emergency: "Экстренная помощь",
    status: "Моя заявка",
    leave: (service: string) => `Выйти из листа: ${service}`,
    erase: "Да, удалить мои данные",
    keep: "Не удалять",
  },
  /** An operator's prepared messages. The answers return to the desk. */
  prepared: {
    time_appeared: {
      label: "Появилось время",
      text: (service: string, link: string) =>
        `Появилось свободное время.\n\nУслуга: ${service}\nПосмотреть и выбрать: ${link}\n\nПодходит ли вам?`,
      answers: { yes: "Да, выберу время", no: "Это время не подходит", not_needed: "Больше не нужно" },
    },
    no_time_yet: {
      label: "Времени пока нет",
      text: (service: string) =>
        `Свободного времени пока нет, заявка остаётся в листе.\n\nУслуга: ${service}\n\nПодождёте ещё?`,
      answers: { yes: "Да, подожду", not_needed: "Больше не нужно" },
    },
    still_waiting: {
      label: "Ещё ждёте?",
      text: (service: string) => `Вы ещё ждёте свободное время?\n\nУслуга: ${service}`,
      answers: { yes: "Да, жду", not_needed: "Больше не нужно" },
    },
    leave_contact: {
      label: "Нужен контакт для ответа",
      text: (service: string, link: string) =>
        `Чтобы договориться о времени, мне нужен способ вам ответить. Почту или телефон можно оставить на странице: ${link}\n\nУслуга: ${service}`,
      answers: { yes: "Контакт оставлен", no: "Лучше здесь, в чате", not_needed: "Больше не нужно" },
    },
  },
  answerTaken: {
    yes: "Спасибо, ответ передан.",
    no: "Спасибо, ответ передан. Заявка остаётся в листе.",
    not_needed: "Спасибо, ответ передан. Заявка ещё открыта: выйти из листа можно кнопкой ниже.",
  },
  commands: {
    start: "Встать в лист ожидания",
    status: "Моя заявка",
    leave: "Выйти из листа ожидания",
    delete: "Удалить мои данные",
    emergency: "Экстренная помощь",
  },
});
