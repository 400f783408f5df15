import { TOTP } from "otpauth";
import { auditCopy } from "#app/copy/desk-audit.ts";
import { DESK_AUDIT_ACTIONS, type DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import { deskTokens } from "#app/infrastructure/team/desk-tokens.ts";
import { addSession } from "#app/testing/desk.ts";
import { auditedOwner } from "../support/desk/audited-owner.ts";
import { Person, test } from "../support/chat/chat.ts";
import { atTheDesk, nextCode } from "../support/desk/desk.ts";
import { textOf } from "../support/desk/desk-at-work.ts";
import { application, send } from "../support/http.ts";
import { MAIL, MARKS, marksIn, OTHER, SEARCHED } from "../support/pages/marks.ts";
import { expect } from "../support/practice.ts";

const PASSWORD = "correct horse battery";
/** Only a mark of an address. */
const PLACE = expect.stringMatching(/^[\w-]{16}$/);
const SERVICE = { title: "Разбор", duration_minutes: "50", format: "online", waitlist_open: "yes" };
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
test("every kind of deed at the desk is written with who did it and to what, and with nobody's data; erasing leaves it so", async ({
  practice,
  bot,
}) => {
  const [before] = await practice.query("select answer_within_working_days as days from practice_settings");
  const service = await practice.service({ title: "Встреча для журнала" });
  const joined = async (address: string) => {
    const page = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
    expect((await send(page, application(address))).status).toBe(303);
    const [row] = await practice.query(
      "select id from waitlist_requests where service_id = $1 order by created_at desc",
      [service.id],
    );
    return String(row?.id);
  };
  const [person, suspect] = [await joined(MAIL), await joined(OTHER)];
  await practice.query("update waitlist_requests set quarantined_at = now() where id = $1", [suspect]);
  const anna = new Person(practice, bot);
  await anna.says("/start");
  await anna.sees("Какая услуга");
  await anna.chooses(service.title);
  await anna.joins();
  await practice.jobsDone();
  const [chatting] = await practice.query(
    "select id from waitlist_requests where service_id = $1 and source = 'telegram'",
    [service.id],
  );
  const seen = async (id: string) => {
    const [row] = await practice.query(
      "select (extract(epoch from updated_at) * 1000)::float8 as at from waitlist_requests where id = $1",
      [id],
    );
    return new Date(Number(row?.at)).toISOString();
  };
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
  await act("closed", { reason: "booked" }, "closed", { reason: "booked" });
  await does(`${at}data/`, {}, ["export", "request", {}]);
  await act("erase", { confirmation: "удалить" }, "erase", { requests: "1" });
  await does(`/desk/requests/${suspect}/`, { intent: "not_spam", seen: await seen(suspect) }, [
    "not_spam",
    "request",
    expect.anything(),
  ]);
  await does(`/desk/requests/${chatting?.id}/message/`, { message: "no_time_yet" }, [
    "message_sent",
    "request",
    { message: "no_time_yet" },
  ]);

  const time = { service: service.id, date: dayIn(200), time: "10:00" };
  await does("/desk/time/", { intent: "add", ...time }, ["slot_added", "slot", expect.anything()]);
  const [slot] = await practice.query("select id from availability_slots where service_id = $1", [service.id]);
  for (const [intent, wrote] of [
    ["block", "slot_blocked"],
    ["unblock", "slot_unblocked"],
    ["remove", "slot_removed"],
  ] as const) {
    await does("/desk/time/", { intent, slot: String(slot?.id) }, [wrote, "slot", { starts_at: expect.any(String) }]);
  }
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

  await does("/desk/settings/", { intent: "promise", working_days: "17", seen: String(before?.days) }, [
    "settings_changed",
    null,
    { answer_within_working_days: "17", before: String(before?.days) },
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

  const page = textOf(await get("/desk/audit/"));
  for (const words of [
    "вход по приглашению, роль: владелец",
    "изменена услуга: название",
    "услуга возвращена из архива",
    "неудачная попытка входа: не подошёл код",
    "заявка закрыта: записались",
    "добавлена заметка: нет ответа",
    "отправлено сообщение в Telegram: «Времени пока нет»",
    "добавлены окна по неделям: 3, первое —",
    "срок ответа, рабочих дней: 17",
    "изменена роль: владелец, раньше — помощник",
    "Заявка: Разбор, от ",
    "Услуга: Разбор",
    `Коллега: ${colleague.email}`,
  ]) {
    expect(page).toContain(words);
  }
  await ownAccount();
  await does("/desk/account/", { intent: "everywhere" }, ["sign_out_everywhere", null, {}]);
  expect((await get("/desk/audit/")).status).toBe(302);
  const deeds = await practice.query("select distinct action from desk_audit where operator_id = $1", [id]);
  expect(deeds.map(({ action }) => action).sort()).toEqual([...DESK_AUDIT_ACTIONS].sort());
  const kept = await practice.query("select * from desk_audit where subject_id = $1 order by id", [person]);
  expect(kept.map(({ action }) => action)).toEqual([
    "searched",
    "reveal",
    "note_added",
    "contacted",
    "undone",
    "closed",
    "export",
    "erase",
  ]);
  expect(marksIn(JSON.stringify(await practice.query("select * from desk_audit")) + page, MARKS)).toEqual([]);
  await practice.query("update practice_settings set answer_within_working_days = $1", [before?.days]);

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
    await practice.query("update desk_sessions set code_at = null where operator_id = $1", [id]);
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
    const token = await addSession(practice.connection, id);
    const other = await practice.query("select id from desk_sessions where token_hash = $1", [deskTokens.hash(token)]);
    await does(account, { intent: "end", session: String(other[0]?.id) }, ["session_ended", null, {}]);
  }
});

test("the owner sees all entries, an assistant only their own, page by page", async ({ practice }) => {
  const [mistress, anna, boris] = [
    await atTheDesk(practice),
    await atTheDesk(practice, "assistant"),
    await atTheDesk(practice, "assistant"),
  ];
  for (let round = 0; round < 60; round += 1) {
    await practice.query(
      "insert into desk_audit (operator_id, action, at, details) values ($1, 'sign_in', now(), '{}'), ($2, 'sign_in', now(), '{}'), (null, 'sign_in_failed', now(), '{}')",
      [anna.id, boris.id],
    );
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
