import type { DeskAuditAction, DeskAuditSubject } from "#app/domain/team/desk-audit.ts";
import { chatCopy } from "./chat.ts";
import { deskCopy } from "./desk.ts";
import { peopleCopy } from "./desk-people.ts";
import { noBreaks } from "./no-breaks.ts";
import { offerRulesCopy } from "./offer-rules.ts";
import { aboutCopy } from "./practice.ts";

const { reasons, notes, statuses, methods, firstReasons } = peopleCopy;
const labelIn = (labels: Record<string, string>, key: string | undefined) => labels[key ?? ""] ?? "";
const role = (key: string | undefined) => labelIn(deskCopy.roles, key);
const named = (labels: Record<string, string>, keys = "") =>
  keys
    .split(" ")
    .map((key) => labelIn(labels, key))
    .join(", ");
const message = (key: string | undefined) =>
  Object.entries(chatCopy.prepared).find(([name]) => name === key)?.[1].label ?? "";

const serviceParts = {
  title: "название",
  duration_minutes: "длительность",
  format: "формат",
  booking_url: "адрес для записи",
  book_without_asking: "запись без вопроса",
};
const waitlists = { open: "лист открыт", paused: "лист на паузе" };

const proof = (step: string | undefined) => (step === "code" ? "код" : "пароль");
/** Eight letters are enough to recognise a place. */
const place = (mark: string | undefined) => (mark === undefined ? "" : `, метка места ${mark.slice(0, 8)}`);

/** An act in plain words; days and moments among its details are words already. */
type Deed = (details: Record<string, string>) => string;
const actions: Record<DeskAuditAction, Deed> = {
  sign_in: (d) => {
    if (d.by === "recovery") return "вход по запасному коду";
    return d.by === "invitation" ? `вход по приглашению${d.role ? `, роль: ${role(d.role)}` : ""}` : "вход";
  },
  sign_in_failed: (d) => {
    const why = `не подошёл ${proof(d.step)}`;
    if (d.more === undefined) return `неудачная попытка входа: ${why}${place(d.from)}`;
    return `ещё неудачные попытки входа, числом ${d.more}: ${why}; с ${d.since} до ${d.until}`;
  },
  sign_out: () => "выход",
  sign_out_everywhere: () => "выход на всех устройствах",
  session_ended: () => "завершён один из своих входов",
  password_changed: () => "изменён свой пароль",
  factor_replaced: () => "заменено своё приложение с кодами",
  recovery_codes_made: (d) => `созданы запасные коды: ${d.codes}`,
  recovery_code_used: (d) => `использован запасной код, осталось: ${d.left}`,
  code_confirmed: () => "действие подтверждено кодом",
  proof_refused: (d) => `при подтверждении не подошёл ${proof(d.step)}${place(d.from)}`,
  searched: () => "поиск по контакту",
  reveal: (d) => (d.contacts ? `показаны контакты: ${d.contacts}` : "показан контакт"),
  export: () => "скачаны данные человека",
  erase: (d) => `удалены данные человека, заявок: ${d.requests}`,
  contacted: () => "отмечено: связались",
  closed: (d) => `заявка закрыта: ${labelIn(reasons, d.reason)}`,
  undone: (d) => `действие отменено, было: ${labelIn(statuses, d.status)}`,
  put_back: (d) => `заявка возвращена в лист, была закрыта: ${labelIn(reasons, d.reason)}`,
  put_first: (d) => `поставлен первым: ${labelIn(firstReasons, d.reason)}`,
  put_first_undone: () => "возвращён на своё место в очереди",
  not_spam: (d) => (d.closed ? "отмечено «не спам» и закрыто как повтор" : "отмечено: не спам"),
  note_added: (d) => `добавлена заметка: ${labelIn(notes, d.note)}`,
  message_sent: (d) => `отправлено сообщение в чат: «${message(d.message)}»`,
  told: () => "отмечено: человек знает то, что не дошло",
  contact_corrected: (d) =>
    d.kept
      ? `связь теперь: ${labelIn(methods, d.method)}, рядом — ${labelIn(methods, d.previous_method)}`
      : `исправлен контакт: ${labelIn(methods, d.method)}, раньше — ${labelIn(methods, d.previous_method)}`,
  contact_added: (d) => `добавлен второй контакт: ${labelIn(methods, d.method)}`,
  slot_added: () => "добавлено окно",
  slot_pattern_added: (d) => `добавлены окна по неделям: ${d.slots}, первое — ${d.starts_at}`,
  slot_blocked: () => "окно закрыто",
  slot_unblocked: () => "окно снова открыто",
  slot_removed: () => "окно удалено",
  slot_changed: (d) => `изменено окно: ${d.starts_at}, раньше — ${d.before}`,
  slots_blocked: (d) => `закрыты окна: ${d.slots}, ${d.from} — ${d.until}`,
  slots_unblocked: (d) => `снова открыты окна: ${d.slots}, ${d.from} — ${d.until}`,
  slots_removed: (d) => `удалены окна: ${d.slots}, ${d.from} — ${d.until}`,
  time_undone: (d) => `отменено изменение времени, окон: ${d.slots}`,
  filling_started: (d) => `окно предложено листу: ${d.starts_at}`,
  filling_stopped: (d) => `окно показано всем: ${d.starts_at}`,
  offer_given: (d) => `окно предложено этому человеку: ${d.starts_at}`,
  offer_withdrawn: (d) => `предложение снято: ${d.starts_at}`,
  offer_extended: (d) => `окно держим дольше: ${d.starts_at}`,
  call_recorded: (d) => `записан звонок об окне: ${d.starts_at}`,
  hour_booked: (d) => `записан на ${d.starts_at}`,
  hour_refused: (d) => `отказано в выбранном времени: ${d.starts_at}`,
  hour_cancelled: (d) => `запись отменена: ${d.starts_at}`,
  hour_moved: (d) => `запись перенесена: ${d.starts_at}`,
  consent_asked: (d) =>
    `тому, кто звонил, отправлена ссылка на согласие${d.starts_at ? `, время: ${d.starts_at}` : ""}`,
  caller_given_up: (d) => `удалён контакт того, кто звонил${d.starts_at ? `, освобождено время: ${d.starts_at}` : ""}`,
  waits_on: () => "отмечено: ждёт дальше",
  offer_rules_changed: (d) => `изменены правила предложений: ${named(offerRulesCopy.parts, d.changed)}`,
  service_created: () => "добавлена услуга",
  service_changed: (d) => {
    const names = (d.changed ?? "").split(" ").map((name) => labelIn(serviceParts, name));
    const changed = [...names, labelIn(waitlists, d.waitlist)].filter((name) => name !== "");
    return changed.length > 0 ? `изменена услуга: ${changed.join(", ")}` : "изменена услуга";
  },
  service_archived: () => "услуга убрана в архив",
  service_restored: () => "услуга возвращена из архива",
  settings_changed: (d) => `срок ответа, рабочих дней: ${d.answer_within_working_days}, раньше — ${d.before}`,
  about_changed: (d) => `изменено то, что практика говорит о себе: ${named(aboutCopy.parts, d.changed)}`,
  documents_published: () => "опубликованы новые редакции документов",
  days_off_added: (d) => `добавлены выходные: ${d.from} — ${d.until}`,
  days_off_removed: (d) => `убраны выходные: ${d.from} — ${d.until}`,
  saturdays_changed: (d) =>
    d.works === "yes" ? "перенесённые рабочие субботы — рабочие" : "перенесённые рабочие субботы — выходные",
  operator_invited: (d) => `создано приглашение, роль: ${role(d.role)}`,
  role_changed: (d) => `изменена роль: ${role(d.to)}, раньше — ${role(d.from)}`,
  operator_disabled: () => "закрыт доступ",
  people_exported: (d) => `скачан список людей с контактами, заявок: ${d.people}`,
  test_mail_sent: () => "отправлено пробное письмо",
  insight_exported: (d) => `скачана «Статистика»: ${d.from} — ${d.to}`,
};

/** Words of the audit log. */
export const auditCopy = noBreaks({
  title: "Журнал",
  whole: "Всё, что делали на рабочем столе. Записи нельзя изменить или удалить.",
  own: "Ваши действия на рабочем столе. Записи нельзя изменить или удалить.",
  zone: (label: string) => `Время — по часам практики: ${label}.`,
  empty: "Записей пока нет.",
  columns: { at: "Когда", who: "Кто", what: "Что", about: "О чём" },
  stranger: "неизвестно кто",
  server: "командой на сервере",
  subjects: {
    request: (service: string, since: string) => `Заявка: ${service}, от ${since}`,
    service: (title: string) => `Услуга: ${title}`,
    slot: (at: string) => `Время: ${at}`,
    operator: (email: string) => `Коллега: ${email}`,
  },
  gone: {
    request: "Заявка, которой больше нет",
    service: "Услуга, которой больше нет",
    slot: "Время, которого больше нет",
    operator: "Коллега, которого больше нет",
  } satisfies Record<DeskAuditSubject["kind"], string>,
  actions,
});
