import type { AnswerBucket } from "#app/domain/insight/answer-time.ts";
import { type InsightMeasure, LONGEST_WEEKS, type RangeProblem, SMALLEST_GROUP } from "#app/domain/insight/insight.ts";
import type { AnsweredAs } from "#app/domain/insight/offer-numbers.ts";
import type { StartsIn } from "#app/domain/offers/settings.ts";
import { noBreaks } from "./no-breaks.ts";
import { workingDays } from "./words.ts";

/** Words of the desk's numbers. */
export const insightCopy = noBreaks({
  title: "Статистика",
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
    clicks: "Переходы к консьержу в мессенджере.",
  } satisfies Record<InsightMeasure, string>,
  messengers: {
    title: "По мессенджерам",
    lead: "Переходы со страницы к консьержу, начатые по ним разговоры и заявки. «На странице» — заявки из формы, без консьержа.",
    column: "Где",
    onPage: "На странице",
    steps: { clicks: "Перешли к консьержу", starts: "Начали разговор", submits: "Оставили заявку" },
    short: { clicks: "Переход", starts: "Разговор", submits: "Заявка" },
  },
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
  droppedMarks: (count: number) =>
    count === 0
      ? ""
      : `Меток, похожих на чьи-то данные, не сохранено с запуска: ${count}. Если это ваши метки, попросите перечислить их в UTM_MARKS.`,
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
  offers: {
    title: "Как окна находят людей",
    lead: "Окна, которые освободились в эти дни и предлагались листу. Окна, которые вы сами отдали, закрыли или показали всем, не входят.",
    hoursNote: "Недели, в которых люди из листа заняли от одного до четырёх окон, не входят.",
    tooFew: "Ни одной недели, которую можно показать: в каждой люди из листа заняли меньше пяти окон.",
    none: "В эти дни окна листу не предлагались.",
    measure: "Что",
    value: "Сколько",
    freed: "Освободилось окон",
    filled: "Заняли люди из листа",
    filledValue: (count: number, percent: number) => `${count} (${percent} %)`,
    offers: "Предложений на одно занятое окно",
    median: "Половина окон занята не позже чем через",
    noValue: "нет занятых окон",
    byChannel: "Как предложили и что ответили",
    byStart: "Сколько оставалось до начала и что ответили",
    answersNote:
      "Ответов, которых за неделю меньше пяти, здесь нет. Предложения, снятые до ответа, и звонки, которых не было, не входят.",
    columns: { channels: "Как", startsIn: "До начала" },
    answers: { accepted: "Согласились", declined: "Отказались", silent: "Не ответили" } satisfies Record<
      AnsweredAs,
      string
    >,
    startsIn: {
      over_7d: "больше недели",
      "3_7d": "от трёх дней до недели",
      "1_3d": "от суток до трёх",
      under_1d: "меньше суток",
    } satisfies Record<StartsIn, string>,
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
    filledPercent: "Доля занятых, %",
    untilTaken: "Медиана до занятия, минут",
  },
  chart: (title: string, total: number) => `${title}. Всего ${total}. Числа в таблице ниже.`,
});
