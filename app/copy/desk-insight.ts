import type { AnswerBucket } from "#app/domain/insight/answer-time.ts";
import { type InsightMeasure, LONGEST_WEEKS, type RangeProblem, SMALLEST_GROUP } from "#app/domain/insight/insight.ts";
import { workingDays } from "./mail.ts";

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
    submits: "Люди: каждый посчитан один раз за неделю, по первой заявке.",
    clicks: "Переходы в Telegram.",
  } satisfies Record<InsightMeasure, string>,
  range: { legend: "За какие дни", from: "С", to: "По", show: "Показать", file: "Скачать CSV" },
  days: (from: string, to: string) => `С ${from} по ${to}`,
  byDay: "По дням",
  byService: "По услугам",
  bySource: "По источникам",
  weeksNote: "Считаются целые недели, с понедельника по воскресенье, которые уже закончились.",
  byDayNote:
    "Дни, в которые людей было меньше пяти, показаны вместе с соседними. Неделя, в которую их было меньше пяти, не показана и в сумму не входит.",
  foldedNote:
    "Группа, в которой за неделю меньше пяти, сложена в «остальные» этой недели. Прочерк: так во всех неделях.",
  sourceNote:
    "Источник — метка utm_source в ссылке. Если разных меток сразу приходит очень много, остальные записываются как other.",
  rest: "остальные",
  dash: "—",
  inRestWords: "в остальных",
  fewWords: "меньше пяти",
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
  },
  answer: {
    title: "Время до первого ответа",
    lead: (within: number) =>
      `Что стало с теми, кто оставил заявку в эти дни; каждый посчитан один раз за неделю. Срок — в течение ${workingDays(within)}, как сейчас в настройках.`,
    people: "Людей",
    outcome: "Ответ",
    buckets: {
      next_day: "до конца следующего рабочего дня",
      in_time: "позже, но в срок",
      late: "после срока",
      waiting: "ещё ждут",
      closed: "закрыты без ответа",
    } satisfies Record<AnswerBucket, string>,
    medianTitle: "Половина получила ответ не позже чем через",
    medianNote:
      "По заявкам, на которые ответили. Недели, в которых таких людей меньше пяти, не входят: ни в общее, ни в услугу.",
    median: "Время",
    all: "все услуги",
    noMedian: "Ни в одной из этих недель нет пяти людей, которым ответили: не показано.",
    minutes: (count: number) => `${count} мин`,
    hours: (count: string) => `${count} ч`,
    days: (count: string) => `${count} дн.`,
  },
  problems: {
    "not-dates": "Таких дат нет. Показаны последние четыре недели",
    backwards: "Первая дата позже последней. Показаны последние четыре недели",
    "too-long": `Больше ${LONGEST_WEEKS} недель за раз не показать. Показаны последние четыре недели`,
    unfinished: "Эта неделя ещё не закончилась. Показаны последние четыре",
  } satisfies Record<RangeProblem, string>,
  csv: {
    columns: ["Разрез", "С", "По", "Группа", "Показатель", "Значение"],
    demand: "Ждут сейчас",
    people: "Людей",
    median: "Медиана ожидания, часов",
  },
  chart: (title: string, total: number) => `${title}. Всего ${total}. Числа в таблице ниже.`,
} as const;
