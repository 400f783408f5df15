import { TOTP } from "otpauth";
import { auditCopy } from "#app/copy/desk-audit.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import { DESK_AUDIT_ACTIONS, type DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import { addSession } from "#app/testing/desk.ts";
import { offerRulesView } from "#app/views/offers/rules-view.ts";
import { firstOf } from "#app/views/offers/slot-view.ts";
import { aboutView } from "#app/views/practice/about-view.ts";
import { documentsView } from "#app/views/practice/documents-view.ts";
import { Person, test } from "../support/chat/chat.ts";
import { auditedOwner } from "../support/desk/audited-owner.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { textOf } from "../support/desk/desk-at-work.ts";
import { application, send } from "../support/http.ts";
import { MAIL, MARKS, marksIn, OTHER, SEARCHED } from "../support/pages/marks.ts";
import { expect, somebody } from "../support/practice.ts";
import { confirmationOf, failConfirmation } from "../support/records/mails.ts";
import { bookingsOf, changeOfferRules, offersOf } from "../support/records/offers.ts";
import { changeRequest, quarantine, requestById, requestsOf } from "../support/records/requests.ts";
import {
  addDeeds,
  auditAbout,
  auditBy,
  codeGivenAt,
  nextCode,
  sessionOf,
  wholeAudit,
} from "../support/records/team.ts";
import {
  changeSlot,
  forgetDocuments,
  promiseDays,
  promisedDays,
  sayOfPractice,
  slotsOf,
} from "../support/records/timetable.ts";

const PASSWORD = "correct horse battery";
/** Only a mark of an address. */
const PLACE = expect.stringMatching(/^[\w-]{16}$/);
const SERVICE = { title: "Разбор", duration_minutes: "50", format: "online", waitlist_open: "yes" };
const ASKING = "asking@example.org";
const CALLING = "8 916 123-45-70";
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
test("every kind of act at the desk is audited by actor and object, without contacts", async ({ practice, bot }) => {
  const before = await promisedDays(practice);
  const service = await practice.service({ title: "Встреча для журнала" });
  const joined = async (address: string) => {
    const page = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
    expect((await send(page, application(address))).status).toBe(303);
    return (await requestsOf(practice, service.id)).at(-1)?.id ?? "";
  };
  const [person, suspect] = [await joined(MAIL), await joined(OTHER)];
  await quarantine(practice, suspect);
  const anna = new Person(practice, bot);
  await anna.says("/start");
  await anna.sees("Какая услуга");
  await anna.chooses(service.title);
  await anna.joins();
  await practice.jobsDone();
  const chatting = (await requestsOf(practice, service.id)).find(({ source }) => source === "telegram");
  const seen = async (id: string) => (await requestById(practice, id)).updatedAt.toISOString();
  const colleague = await atTheDesk(practice, "assistant");
  const { id, email, invitation, offer, code, does, get } = await auditedOwner(practice);

  const first = code();
  const accepting = { password: PASSWORD, offer, code: first };
  await does(invitation, accepting, ["sign_in", null, { by: "invitation", role: "owner" }]);
  await does("/desk/sign-out/", {}, ["sign_out", null, {}]);
  await does("/desk/sign-in/", { intent: "password", email, password: "wrong" }, [
    "sign_in_failed",
    null,
    { step: "password", from: PLACE },
  ]);
  await does("/desk/sign-in/", { intent: "password", email, password: PASSWORD });
  await does("/desk/sign-in/", { intent: "code", code: first }, [
    "sign_in_failed",
    null,
    { step: "code", from: PLACE },
  ]);
  await nextCode(practice, email);
  await does("/desk/sign-in/", { intent: "code", code: code() }, ["sign_in", null, expect.anything()]);

  await does("/desk/search/", { contact: MAIL }, ["searched", "request", {}]);
  await does("/desk/search/", { contact: SEARCHED }, ["searched", null, {}]);
  const at = `/desk/requests/${person}/`;
  const act = async (intent: string, more: Record<string, string>, wrote: DeskAuditAction, details: unknown = {}) =>
    does(at, { intent, seen: await seen(person), ...more }, [wrote, "request", details]);
  await act("reveal", {}, "reveal");
  await act("note", { note: "no_answer" }, "note_added", { note: "no_answer" });
  await act("contacted", {}, "contacted");
  await act("undo", {}, "undone", expect.anything());
  await act("put_first", { first: "we_cancelled" }, "put_first", { reason: "we_cancelled" });
  await act("put_first_undone", {}, "put_first_undone");
  await act("closed", { reason: "booked" }, "closed", { reason: "booked" });
  await act("put_back", {}, "put_back", { reason: "booked" });
  await does(`${at}data/`, {}, ["export", "request", {}]);
  await act("erase", { confirmation: "удалить" }, "erase", { requests: "1" });
  await does(`/desk/requests/${suspect}/`, { intent: "not_spam", seen: await seen(suspect) }, [
    "not_spam",
    "request",
    expect.anything(),
  ]);
  await practice.jobsDone();
  await failConfirmation(practice, suspect, "smtp-recipient");
  const delivery = (await confirmationOf(practice, suspect))?.id ?? "";
  await does("/desk/?index", { intent: "told", delivery }, ["told", "request", { about: "confirmation" }]);
  const correction = { intent: "correct", seen: await seen(suspect), new_contact: somebody() };
  await does(`/desk/requests/${suspect}/`, correction, [
    "contact_corrected",
    "request",
    { method: "email", previous_method: "email" },
  ]);
  const addition = { intent: "correct", seen: await seen(suspect), new_contact: somebody(), old_contact: "beside" };
  await does(`/desk/requests/${suspect}/`, addition, ["contact_added", "request", { method: "email" }]);
  await does(`/desk/requests/${chatting?.id}/message/`, { message: "no_time_yet" }, [
    "message_sent",
    "request",
    { message: "no_time_yet" },
  ]);

  const { automaticByService: _, ...rules } = DEFAULT_OFFER_SETTINGS;
  await changeOfferRules(practice, { ...rules, quietHours: { from: "00:00", to: "00:00" } });
  const hour = async (inDays: number) => (await practice.freeTime(service.id, inDays)).id;
  const about = (wrote: DeskAuditAction): [DeskAuditAction, "request" | "slot", unknown] => [
    wrote,
    wrote.startsWith("filling") ? "slot" : "request",
    expect.objectContaining({ starts_at: expect.any(String) }),
  ];
  const onSlot = (slotId: string, fields: Record<string, string>, ...wrote: DeskAuditAction[]) =>
    does(`/desk/offers/${slotId}/`, fields, ...wrote.map(about));
  const starts = async (slotId: string) => {
    const preview = await practice.app.previewFilling.execute({ operatorId: id, slotId });
    if (preview.status !== "preview") throw new Error(preview.status);
    await onSlot(slotId, { intent: "start", seen: firstOf(preview.decision) }, "filling_started");
  };
  const offerOf = async (slotId: string) => ({ offer: (await offersOf(practice, slotId))[0]?.id ?? "" });
  const [offeredToAll, given, soon, booked, movedTo] = await Promise.all([
    hour(20),
    hour(21),
    hour(22),
    hour(23),
    hour(24),
  ]);
  await starts(offeredToAll);
  await onSlot(offeredToAll, { intent: "stop" }, "filling_stopped");
  await onSlot(given, { intent: "give", request: suspect }, "filling_started", "offer_given");
  await onSlot(given, { intent: "extend", ...(await offerOf(given)) }, "offer_extended");
  await onSlot(given, { intent: "withdraw", ...(await offerOf(given)) }, "offer_withdrawn");
  const startsAt = new Date(Date.now() + 16 * 3_600_000);
  await changeSlot(practice, soon, { startsAt, endsAt: new Date(startsAt.getTime() + 50 * 60_000) });
  await starts(soon);
  await expect.poll(async () => (await offersOf(practice, soon)).length).toBeGreaterThan(0);
  await does("/desk/offers/", { intent: "no_answer", ...(await offerOf(soon)) }, about("call_recorded"));
  await changeRequest(practice, suspect, { askedToWaitAt: new Date() });
  await does("/desk/offers/", { intent: "waits_on", request: suspect }, ["waits_on", "request", {}]);
  const { settings } = await practice.app.getOfferRules.execute();
  const view = offerRulesView({ settings, timeZone: "Europe/Moscow", services: [] });
  await does("/desk/offers/rules/", { ...view.values, seen: view.seen, weekly_cap: "4" }, [
    "offer_rules_changed",
    null,
    { changed: "weekly_cap" },
  ]);
  await onSlot(booked, { intent: "book", request: suspect }, "hour_booked");
  const [booking] = await bookingsOf(practice, booked);
  const theirs = { booking: booking?.id ?? "" };
  await onSlot(booked, { intent: "move", ...theirs, to: movedTo }, "hour_moved");
  await onSlot(movedTo, { intent: "cancel", ...theirs }, "hour_cancelled");

  const other = await practice.service();
  const wanted = (await practice.freeTime(other.id, 9)).id;
  const ask = `${practice.origin}/booking/time/${wanted}/?service_slug=${other.slug}`;
  expect((await send(ask, application(ASKING))).status).toBe(303);
  const [wish] = await bookingsOf(practice, wanted);
  await does("/desk/offers/", { intent: "refuse", booking: wish?.id ?? "" }, about("hour_refused"));

  const off = { from: dayIn(240), until: dayIn(241) };
  await does("/desk/calendar/", { intent: "add", ...off }, ["days_off_added", null, off]);
  const daysOff = /name="days_off" value="([^"]+)"/.exec((await get("/desk/calendar/")).body)?.[1] ?? "";
  await does("/desk/calendar/", { intent: "remove", days_off: daysOff }, ["days_off_removed", null, off]);
  await does("/desk/calendar/", { intent: "saturdays", works: "yes" }, ["saturdays_changed", null, { works: "yes" }]);

  const time = { service: service.id, date: dayIn(200), time: "10:00" };
  await does("/desk/time/", { intent: "add", ...time }, ["slot_added", "slot", expect.anything()]);
  const [slot] = await slotsOf(practice, service.id);
  for (const [intent, wrote] of [
    ["block", "slot_blocked"],
    ["unblock", "slot_unblocked"],
    ["remove", "slot_removed"],
  ] as const) {
    await does("/desk/time/", { intent, slot: slot?.id ?? "" }, [wrote, "slot", { starts_at: expect.any(String) }]);
  }
  const toEdit = { ...time, date: dayIn(205) };
  await does("/desk/time/", { intent: "add", ...toEdit }, ["slot_added", "slot", expect.anything()]);
  const edited = (await slotsOf(practice, service.id)).at(-1);
  const seenHour = /name="seen" value="([^"]+)"/.exec((await get(`/desk/time/${edited?.id}/`)).body)?.[1] ?? "";
  const edit = { date: dayIn(205), time: "10:30", minutes: "50", pattern_service: service.id, seen: seenHour };
  await does(`/desk/time/${edited?.id}/`, edit, ["slot_changed", "slot", expect.anything()]);
  const weekly = {
    weekday: "1",
    pattern_time: "10:00",
    pattern_service: service.id,
    from: dayIn(210),
    until: dayIn(230),
  };
  await does("/desk/time/", { intent: "pattern", ...weekly }, [
    "slot_pattern_added",
    "slot",
    { starts_at: expect.any(String), slots: "3" },
  ]);
  const days = { from: dayIn(210), until: dayIn(230) };
  const ofDays = async (act: "block" | "unblock" | "remove", wrote: DeskAuditAction) =>
    does("/desk/time/", { intent: "range", act, range_from: days.from, range_until: days.until }, [
      wrote,
      null,
      { ...days, slots: "3", left: "0" },
    ]);
  await ofDays("block", "slots_blocked");
  await ofDays("unblock", "slots_unblocked");
  const { headers } = await ofDays("remove", "slots_removed");
  const changeId = /change=([^&]+)/.exec(headers.location ?? "")?.[1] ?? "";
  const undone = { kind: "remove", slots: "3", left: "0" };
  await does("/desk/time/", { intent: "undo", change: changeId }, ["time_undone", null, undone]);

  const slug = `audited-${service.id.slice(-6)}`;
  await does("/desk/services/new/", { ...SERVICE, slug }, ["service_created", "service", { service_slug: slug }]);
  const of = `/desk/services/${service.id}/`;
  const named = { service_slug: service.slug };
  await does(of, { ...SERVICE, intent: "save", version: "1" }, [
    "service_changed",
    "service",
    { ...named, status: "active", changed: "title" },
  ]);
  await does(of, { intent: "archive", version: "2" }, [
    "service_archived",
    "service",
    { ...named, status: "archived" },
  ]);
  await does(of, { intent: "restore", version: "3" }, ["service_restored", "service", { ...named, status: "active" }]);

  const said = aboutView(await practice.app.getAbout.execute());
  await does("/desk/practice/", { intent: "save", seen: said.seen, ...said.values, name: "Тихая гавань" }, [
    "about_changed",
    null,
    { changed: "name" },
  ]);
  const documents = documentsView(await practice.app.getDocuments.execute());
  const legal = { operator: "ИП Волкова", tax_number: "", address: "", contact: "" };
  const publication = {
    intent: "publish",
    seen: documents.seen,
    shown: JSON.stringify(Object.values(legal)),
    ...legal,
  };
  await does("/desk/documents/", publication, ["documents_published", null, {}]);
  await does("/desk/settings/", { intent: "promise", working_days: "17", seen: String(before) }, [
    "settings_changed",
    null,
    { answer_within_working_days: "17", before: String(before) },
  ]);
  const invited = { intent: "invite", email: `third.${service.id.slice(-6)}@practice.example`, role: "assistant" };
  await does("/desk/settings/", invited, ["operator_invited", "operator", { role: "assistant" }]);
  const change = { operator_id: colleague.id };
  await does("/desk/settings/", { intent: "role", ...change, role: "owner" }, [
    "role_changed",
    "operator",
    { from: "assistant", to: "owner" },
  ]);
  await does("/desk/settings/", { intent: "disable", ...change }, ["operator_disabled", "operator", {}]);
  await does("/desk/insight/export/", {}, [
    "insight_exported",
    null,
    { from: expect.any(String), to: expect.any(String) },
  ]);

  await does("/desk/people/", {}, ["people_exported", null, { people: expect.stringMatching(/^[1-9]/) }]);
  await does("/desk/faults/", {}, ["test_mail_sent", null, {}]);

  const newest = await get("/desk/audit/");
  const older = /href="(\/desk\/audit\/\?before=\d+)"/.exec(newest.body)?.[1] ?? "";
  const page = textOf(newest) + textOf(await get(older));
  for (const words of [
    "вход по приглашению, роль: владелец",
    "изменена услуга: название",
    "услуга возвращена из архива",
    "неудачная попытка входа: не подошёл код",
    "заявка закрыта: записались",
    "добавлена заметка: нет ответа",
    "отправлено сообщение в чат: «Времени пока нет»",
    "добавлены окна по неделям: 3, первое —",
    "срок ответа, рабочих дней: 17",
    "изменена роль: владелец, раньше — помощник",
    "Заявка: Разбор, от ",
    "Услуга: Разбор",
    `Коллега: ${colleague.email}`,
  ]) {
    expect(page).toContain(words);
  }
  const held = { id: (await practice.freeTime(service.id, 25)).id, starts: { starts_at: expect.any(String) } };
  const caller = { preferred_contact_method: "phone", contact_phone: CALLING, service: service.id };
  await does("/desk/callers/", { intent: "ask", ...caller, hour: held.id }, ["consent_asked", "slot", held.starts]);
  const called = { caller: /name="caller" value="([^"]+)"/.exec((await get("/desk/callers/")).body)?.[1] ?? "" };
  await does("/desk/callers/", { intent: "reveal", ...called }, ["reveal", "slot", {}]);
  await does("/desk/callers/", { intent: "give_up", ...called }, ["caller_given_up", "slot", held.starts]);
  await ownAccount();
  await does("/desk/account/", { intent: "everywhere" }, ["sign_out_everywhere", null, {}]);
  expect((await get("/desk/audit/")).status).toBe(302);
  const deeds = new Set((await auditBy(practice, id)).map(({ action }) => action));
  expect([...deeds].sort()).toEqual([...DESK_AUDIT_ACTIONS].sort());
  const kept = await auditAbout(practice, person);
  expect(kept.map(({ action }) => action)).toEqual([
    "searched",
    "reveal",
    "note_added",
    "contacted",
    "undone",
    "put_first",
    "put_first_undone",
    "closed",
    "put_back",
    "export",
    "erase",
  ]);
  expect(marksIn(JSON.stringify(await wholeAudit(practice)) + page, MARKS)).toEqual([]);
  await promiseDays(practice, before);
  await sayOfPractice(practice, null);
  await forgetDocuments(practice);
  await practice.app.practiceMemory.refresh();

  async function ownAccount() {
    const account = "/desk/account/";
    const made = await does(account, { intent: "codes" }, ["recovery_codes_made", null, { codes: "10" }]);
    const [one = "", two = ""] = made.body.match(/(?<=<code>)[0-9a-z-]{29}(?=<)/g) ?? [];
    const change = { intent: "password", old_password: PASSWORD, new_password: `${PASSWORD} staple` };
    const wrong = { ...change, old_password: "not the present one", code: one };
    await does(account, wrong, ["proof_refused", null, { step: "password", from: PLACE }]);
    await does(
      account,
      { ...change, code: one },
      ["recovery_code_used", null, { left: "9" }],
      ["password_changed", null, {}],
    );
    await codeGivenAt(practice, id, null);
    const shown = await does(
      "/desk/account/factor/",
      { intent: "show", confirm_recovery: two },
      ["recovery_code_used", null, { left: "8" }],
      ["code_confirmed", null, {}],
    );
    const seed = (/<code>([A-Z2-7 ]+)<\/code>/.exec(shown.body)?.[1] ?? "").replaceAll(" ", "");
    const fresh = /name="offer" value="([^"]+)"/.exec(shown.body)?.[1] ?? "";
    const replace = { intent: "replace", offer: fresh, code: new TOTP({ secret: seed }).generate() };
    await does("/desk/account/factor/", replace, ["factor_replaced", null, {}]);
    const other = await sessionOf(practice, await addSession(practice.connection, id));
    await does(account, { intent: "end", session: other.id }, ["session_ended", null, {}]);
  }
});

test("the owner sees all entries, an assistant only their own, page by page", async ({ practice }) => {
  const [mistress, anna, boris] = [
    await atTheDesk(practice),
    await atTheDesk(practice, "assistant"),
    await atTheDesk(practice, "assistant"),
  ];
  for (let round = 0; round < 60; round += 1) {
    await addDeeds(practice, anna.id, "sign_in", 1);
    await addDeeds(practice, boris.id, "sign_in", 1);
    await addDeeds(practice, null, "sign_in_failed", 1);
  }
  const read = async (cookie: string) => {
    const pages: string[] = [];
    let at: string | undefined = "/desk/audit/";
    while (at && pages.length < 10) {
      const { status, body } = await send(practice.origin + at, { headers: { Cookie: cookie } });
      expect(status).toBe(200);
      pages.push(body);
      at = /href="(\/desk\/audit\/\?before=\d+)"/.exec(body)?.[1];
    }
    return pages.map((body) => body.match(/<tbody>[\s\S]*<\/tbody>/)?.[0] ?? "");
  };
  const rows = (page: string, of: string) => page.split(`>${of}<`).length - 1;
  const own = await read(anna.cookie);
  expect(own.map((page) => rows(page, anna.email))).toEqual([50, 10]);
  for (const other of [boris.email, auditCopy.stranger]) expect(own.map((page) => rows(page, other))).toEqual([0, 0]);
  const whole = (await read(mistress.cookie)).slice(0, 4).join("");
  for (const each of [anna.email, boris.email, auditCopy.stranger])
    expect(rows(whole, each)).toBeGreaterThanOrEqual(60);
});
