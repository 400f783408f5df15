/** Titles and descriptions for tabs, search and link previews. Neutral: a tab is seen by others too. */
export const headCopy = {
  booking: {
    title: "Запись на встречу",
    description:
      "Услуги и ближайшее свободное время. Если окон нет, можно оставить контакт или написать консьержу записи.",
  },
  slots: { title: "Выбор времени", description: "Свободное время на ближайшие две недели." },
  hour: { title: "Выбранное время", description: "Оставьте контакт, чтобы занять это время." },
  noSlots: {
    title: "Запись и лист ожидания",
    description: "Оставьте контакт — я напишу, когда появится время. Рассказывать о себе ничего не нужно.",
  },
  thanks: { title: "Заявка принята", description: "Что будет дальше с вашей заявкой." },
  request: { title: "Ваша заявка", description: "Личная страница заявки." },
  consent: { title: "Ваше согласие", description: "Личная страница с вопросом о согласии." },
  offer: { title: "Предложение времени", description: "Личная страница с предложенным временем." },
  leave: { title: "Выйти из листа ожидания", description: "Выйти из листа ожидания по оставленному контакту." },
  legal: { title: "Документ", description: "Как обрабатываются и хранятся данные заявок." },
  emergency: {
    title: "Экстренная помощь",
    description: "Телефоны, по которым ответят сразу: 112 и линии психологической поддержки.",
  },
} as const;
