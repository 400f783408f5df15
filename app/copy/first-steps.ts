import { noBreaks } from "./no-breaks.ts";

/** Words of the desk before anybody has written: what to do first. */
export const firstStepsCopy = noBreaks({
  title: "С чего начать",
  lead: "Здесь появятся те, кто ждёт. Пока никто не написал, можно подготовить страницу записи.",
  done: "готово",
  open: "ещё\u00a0нет",
  steps: {
    about: "Назвать практику",
    services: "Добавить услугу",
    time: "Открыть время",
    documents: "Указать, кто отвечает за данные, и опубликовать документы",
  },
  share: {
    title: "Страница записи",
    ready: "Всё готово: отдавайте ссылку или QR-код.",
    notReady: "Ссылка уже работает, но сначала стоит закончить список.",
    link: "Ссылка",
    hint: "Нажмите на поле и скопируйте всё целиком.",
    qr: "QR-код страницы записи",
    see: "Открыть страницу записи",
  },
});
