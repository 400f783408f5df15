import { type InsightMeasure, type RangeProblem, SMALLEST_GROUP } from "#app/domain/insight.ts";

/** Words of the desk's numbers. */
export const insightCopy = {
  title: "Картина",
  lead: "Сколько людей видят, что окон нет, что они делают дальше и какого времени не хватает.",
  measures: {
    views: "Увидели, что окон нет",
    submits: "Оставили заявку",
    clicks: "Перешли к консьержу",
  } satisfies Record<InsightMeasure, string>,
  short: { views: "Увидели", submits: "Заявка", clicks: "Консьерж" } satisfies Record<InsightMeasure, string>,
  notes: {
    views: "Просмотры страницы; один человек мог открыть её несколько раз.",
    submits: "Люди: каждый посчитан один раз, по первой заявке за эти дни.",
    clicks: "Переходы в Telegram.",
  } satisfies Record<InsightMeasure, string>,
  range: { legend: "За какие дни", from: "С", to: "По", show: "Показать", file: "Скачать CSV" },
  days: (from: string, to: string) => `С ${from} по ${to}`,
  byDay: "По дням",
  byService: "По услугам",
  bySource: "По источникам",
  byDayNote: "Дни, в которые людей было меньше пяти, показаны вместе с соседними.",
  foldedNote: "Числа меньше пяти сложены в «остальные», на их месте прочерк.",
  sourceNote: "Источник — метка utm_source в ссылке.",
  rest: "остальные",
  dash: "—",
  inRestWords: "в остальных",
  none: "Пока никого.",
  tooFew: `Меньше ${SMALLEST_GROUP}: не показано.`,
  noService: "без услуги",
  noSource: "без метки",
  columns: { period: "Дни", count: "Сколько", group: { services: "Услуга", sources: "Источник" } },
  numbers: "Числами",
  below: "Числа в таблице ниже.",
  demand: {
    title: "Кому не хватило времени",
    lead: "Сколько человек ждут сейчас, по услугам и удобному времени. Меньше пяти — прочерк.",
    service: "Услуга",
    hiddenWords: "меньше пяти",
  },
  answer: {
    title: "Время до первого ответа",
    value: (time: string, people: number) =>
      `Половина людей получила ответ не позже чем через ${time}. Посчитано по ${people} заявкам.`,
    none: "За эти дни отвечено меньше чем пяти людям, поэтому не показано.",
    minutes: (count: number) => `${count} мин`,
    hours: (count: string) => `${count} ч`,
    days: (count: string) => `${count} дн.`,
  },
  problems: {
    "not-dates": "Таких дат нет. Показаны последние четыре недели",
    backwards: "Первая дата позже последней. Показаны последние четыре недели",
    "too-long": "Больше года за раз не показать. Показаны последние четыре недели",
  } satisfies Record<RangeProblem, string>,
  csv: {
    columns: ["Разрез", "С", "По", "Группа", "Показатель", "Значение"],
    demand: "Ждут сейчас",
    people: "Людей",
    answer: "Время до первого ответа",
    median: "Медиана, часов",
  },
  chart: (title: string, total: number) => `${title}. Всего ${total}. Числа в таблице ниже.`,
} as const;
