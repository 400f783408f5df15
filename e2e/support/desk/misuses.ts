import { type Answer, send } from "../http.ts";
import { WORDS } from "../pages/marks.ts";
import type { Desk } from "./desk-at-work.ts";

const NOBODY = "00000000-0000-7000-8000-000000000000";
const HOUR = 3600_000;
/** Would change the practice if it were allowed. */
export type Misuse = {
  ask(desk: Desk): Promise<Answer>;
  status: number;
  /** The page's words about it. */
  words: string | RegExp;
  /** More of the one log line than method and status. */
  log?: (desk: Desk) => Record<string, unknown>;
};
export const PROMISE = { intent: "promise", working_days: "29", seen: "2" };
const foreign = (by: string, headers: Record<string, string>): Misuse => ({
  ask: ({ post }) => post("/desk/settings/", PROMISE, headers),
  status: 403,
  words: /Ничего\sне\sизменилось.*форма\sотправлена\sс\sдругого\sсайта/,
  log: () => ({ what: "cross-site", by }),
});
const local = (at: Date) => {
  const text = new Date(at.getTime() + 3 * HOUR).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
};
const UNREADABLE = "Форму не получилось прочитать";
const NO_SUCH_PAGE = "Такой страницы нет";

/** Every misuse of the desk, and its result. */
export const MISUSES: Record<string, Misuse> = {
  "a form from another site": foreign("origin", { Origin: "https://evil.example" }),
  "a form of a frame that hides where it is from": foreign("hidden-origin", { Origin: "null" }),
  "a form whose browser says only that it is from elsewhere": foreign("fetch-site", { "Sec-Fetch-Site": "cross-site" }),
  "what only the owner may do, done by an assistant": {
    ask: ({ sending, assistant }) => sending(assistant.cookie, "/desk/settings/", PROMISE),
    status: 403,
    words: "если действие доступно только владельцу",
    log: ({ assistant }) => ({ what: "change_settings", operator: assistant.id }),
  },
  "erasing a person, by an assistant": {
    ask: ({ sending, assistant, person, seen }) =>
      sending(assistant.cookie, person, { intent: "erase", seen, confirmation: "удалить" }),
    status: 403,
    words: "если действие доступно только владельцу",
    log: ({ assistant }) => ({ what: "erase", operator: assistant.id }),
  },
  "a person that nobody is": {
    ask: ({ get }) => get(`/desk/requests/${NOBODY}/`),
    status: 404,
    words: NO_SUCH_PAGE,
  },
  "a person by an id that none can be": {
    ask: ({ get }) => get("/desk/requests/%27%20or%201=1--/"),
    status: 404,
    words: NO_SUCH_PAGE,
  },
  "an act on a person that nobody is": {
    ask: ({ post }) => post(`/desk/requests/${NOBODY}/`, { intent: "reveal" }),
    status: 404,
    words: NO_SUCH_PAGE,
  },
  "a service that is none": {
    ask: ({ post }) => post(`/desk/services/${NOBODY}/`, { intent: "archive", version: "1" }),
    status: 404,
    words: NO_SUCH_PAGE,
  },
  "a colleague that is none": {
    ask: ({ post }) => post("/desk/settings/", { intent: "disable", operator_id: NOBODY }),
    status: 409,
    words: "Такого коллеги нет Ничего не изменилось.",
  },
  "an address that is none": { ask: ({ get }) => get("/desk/nowhere/"), status: 404, words: NO_SUCH_PAGE },
  "time that is gone": {
    ask: ({ post, service }) =>
      post("/desk/time/", { intent: "add", date: "2020-01-09", time: "10:00", service: service.id }),
    status: 409,
    words: /Ничего\sне\sдобавлено.*это\sвремя\sуже\sпрошло/,
  },
  "time that other time overlaps": {
    ask: ({ post, service, slot }) =>
      post("/desk/time/", {
        intent: "add",
        ...local(new Date(slot.startsAt.getTime() + HOUR / 2)),
        service: service.id,
      }),
    status: 409,
    words: /Ничего\sне\sдобавлено.*там\sуже\sстоит\sдругое\sвремя/,
  },
  "time on a day that is none": {
    ask: ({ post }) => post("/desk/time/", { intent: "add", date: "2026-02-31", time: "25:00", service: "any" }),
    status: 400,
    words: /Напишите\sдату.*Напишите\sвремя/,
  },
  "time of a service that is none": {
    ask: ({ post, slot }) => post("/desk/time/", { intent: "add", ...local(slot.startsAt), service: NOBODY }),
    status: 400,
    words: "Выберите услугу из списка",
  },
  "a window that is none": {
    ask: ({ post }) => post("/desk/time/", { intent: "remove", slot: NOBODY }),
    status: 409,
    words: "Этого окна уже нет: его удалили раньше. Ничего не изменилось",
  },
  "a filter of rubbish": {
    ask: ({ get }) => get("/desk/?status=rubbish&window=noon&method=pigeon&overdue=2"),
    status: 400,
    words:
      /Такого\sсостояния\sнет.*Такого\sвремени\sнет.*Такого\sспособа\sсвязи\sнет.*Отметка\sв\sфильтре\sзадана\sнепонятно/,
  },
  "a filter by a service that is none": {
    ask: ({ get }) => get("/desk/?service=no-such"),
    status: 400,
    words: "Такой услуги нет",
  },
  "a place in the list that is none": {
    ask: ({ get }) => get("/desk/?after=rubbish"),
    status: 400,
    words: "Место в списке задано непонятно: начните с первой страницы",
  },
  "a place in the audit that is none": {
    ask: ({ get }) => get("/desk/audit/?before=1%20or%201"),
    status: 404,
    words: NO_SUCH_PAGE,
  },
  "a week that is none": {
    ask: ({ get }) => get("/desk/time/?week=rubbish"),
    status: 400,
    words: "Такой недели нет. Показана эта",
  },
  "days that are none": {
    ask: ({ get }) => get("/desk/insight/?from=rubbish&to=2026-99-99"),
    status: 400,
    words: "Таких дат нет. Показаны последние четыре недели",
  },
  "an intent that a person's page has not": {
    ask: ({ post, person }) => post(person, { intent: WORDS }),
    status: 400,
    words: UNREADABLE,
  },
  "an intent that the timetable has not": {
    ask: ({ post }) => post("/desk/time/", { intent: WORDS }),
    status: 400,
    words: UNREADABLE,
  },
  "an intent that the settings have not": {
    ask: ({ post }) => post("/desk/settings/", { intent: WORDS }),
    status: 400,
    words: UNREADABLE,
  },
  "an intent that a service has not": {
    ask: ({ post, service }) => post(`/desk/services/${service.id}/`, { intent: WORDS, version: "1" }),
    status: 400,
    words: UNREADABLE,
  },
  "a form larger than any": {
    ask: ({ post, person }) => post(person, { intent: "note", note: WORDS.repeat(1000) }),
    status: 413,
    words: "Форма пришла слишком длинной",
  },
  "what is no form": {
    ask: ({ practice, owner }) =>
      send(`${practice.origin}/desk/settings/`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Cookie: owner.cookie },
        body: JSON.stringify(PROMISE),
      }),
    status: 415,
    words: UNREADABLE,
  },
  "a form to a page that takes none": {
    ask: ({ post }) => post("/desk/audit/", PROMISE),
    status: 405,
    words: UNREADABLE,
  },
  "a zero byte in a field": {
    ask: ({ post }) => post("/desk/search/", { contact: "a\0@example.org" }),
    status: 400,
    words: UNREADABLE,
  },
  "a zero byte in an intent": {
    ask: ({ post }) => post("/desk/settings/", { intent: "invite\0", email: "a@practice.example", role: "owner" }),
    status: 400,
    words: UNREADABLE,
  },
  "a zero byte in the sign-in": {
    ask: ({ post }) => post("/desk/sign-in/", { intent: "password", email: "a\0@practice.example", password: "a" }),
    status: 400,
    words: UNREADABLE,
  },
  "a zero byte in a filter": { ask: ({ get }) => get("/desk/?service=%00"), status: 404, words: NO_SUCH_PAGE },
  "a zero byte in a path": { ask: ({ get }) => get("/desk/services/a%00b/"), status: 404, words: NO_SUCH_PAGE },
  "a zero byte in an invitation": {
    ask: ({ get }) => get("/desk/invite/%00/"),
    status: 404,
    words: "Приглашение больше не открывается",
  },
  "an invitation that is none": {
    ask: ({ get }) => get("/desk/invite/rubbish/"),
    status: 404,
    words: /Приглашение\sбольше\sне\sоткрывается.*уже\sвоспользовались/,
  },
  "a search for what can be no contact": {
    ask: ({ post }) => post("/desk/search/", { contact: WORDS }),
    status: 400,
    words: "Это не похоже на почту, телефон или имя в мессенджере",
  },
};
