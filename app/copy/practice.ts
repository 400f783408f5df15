import type { AboutPractice } from "#app/domain/practice/about.ts";
import { noBreaks } from "./no-breaks.ts";

/** What the demo says of itself, and a practice until its owner has saved their own words. */
export const DEMO_ABOUT: AboutPractice = {
  name: "Эмоциональный баланс",
  helpCountry: "ru",
  helpLines: [],
  placeOnline: "",
  placeOffline: "",
};

/** For pages without a practice: before the first reading of the database, and answers that are the same everywhere. */
export const NEUTRAL_ABOUT: AboutPractice = noBreaks({ ...DEMO_ABOUT, name: "Запись на встречу" });

const parts = {
  name: "название",
  help_country: "телефоны помощи страны",
  help_lines: "свои телефоны помощи",
  places: "место встречи",
};

/** Words of the desk's page where the owner says what the practice is called. */
export const aboutCopy = noBreaks({
  title: "О практике",
  linkLead: "Название и телефоны помощи, которые видят посетители.",
  link: "Изменить название и телефоны помощи",
  lead: "Так практика называется на всех страницах и в письмах. Изменения видны сразу.",
  back: "Настройки",
  name: { label: "Название практики", hint: "Стоит вверху каждой страницы, во вкладке браузера и внизу писем." },
  helpCountry: {
    legend: "Телефоны помощи какой страны показывать",
    hint: "Они стоят на странице «Экстренная помощь» и в консьерже.",
    names: { ru: "России", by: "Беларуси", kz: "Казахстана" },
  },
  helpLines: {
    label: "Свои телефоны помощи",
    hint: "Можно оставить пустым. Каждый на своей строке: номер, тире, чей он и когда отвечает. Показываем после номеров страны.",
  },
  places: {
    online: {
      label: "Как попасть на встречу онлайн",
      hint: "Можно оставить пустым. Это увидят те, кто записан: в письме и на странице записи. Например, постоянная ссылка на видеовстречу.",
    },
    offline: {
      label: "Где проходит очная встреча",
      hint: "Можно оставить пустым. Адрес и как дойти, для тех, кто записан.",
    },
  },
  preview: "Посмотреть, как будет",
  save: "Сохранить",
  shown: {
    now: "Так сейчас",
    saved: "Так будет после сохранения",
    notSaved: "Пока не сохранено.",
    top: "Вверху страниц и внизу писем",
    tab: "Во вкладке браузера",
    help: "Экстренная помощь",
    online: "Записанным на онлайн",
    offline: "Записанным очно",
    nothing: "ничего не говорим",
  },
  done: { saved: "Сохранено. Посетители уже видят новое." },
  unchanged: "Так уже и было: ничего не изменилось.",
  parts,
  errors: {
    name: "Укажите название, от 1 до 80 знаков",
    country: "Выберите страну",
    place: "Слишком длинно. Хватит 300 знаков",
    line: (nth: number) =>
      `Строка ${nth}: нужен номер, тире и чей он. Например: 8 800 000-00-00 — Телефон доверия, круглосуточно`,
    lineLength: (nth: number) => `Строка ${nth} слишком длинная. Хватит 200 знаков`,
    lines: "Слишком много телефонов. Оставьте не больше восьми",
    meanwhile:
      "Пока вы смотрели, эти настройки изменили. Ничего не сохранено: сверьте с тем, что ниже, и сохраните ещё раз",
    unreadable: "Форму не получилось прочитать. Обновите страницу и попробуйте ещё раз",
  },
});
