import { describe, expect, it } from "vitest";
import type { DeskAuditRow } from "#app/application/ports/team.ts";
import { PUT_FIRST_REASONS } from "#app/domain/offers/types.ts";
import { DESK_AUDIT_ACTIONS, type DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import { auditView } from "./audit-view.ts";

const SLOT = { starts_at: "2026-12-01T15:00:00.000Z" };
/** Entries as use cases write them. */
const DETAILS: Partial<Record<DeskAuditAction, Record<string, string>>> = {
  contact_corrected: { method: "phone", previous_method: "email" },
  contact_added: { method: "phone" },
  sign_in_failed: { step: "code" },
  recovery_codes_made: { codes: "10" },
  recovery_code_used: { left: "9" },
  proof_refused: { step: "password" },
  erase: { requests: "2" },
  closed: { reason: "booked" },
  undone: { status: "contacted" },
  note_added: { note: "no_answer" },
  message_sent: { message: "no_time_yet" },
  slot_pattern_added: { starts_at: "2026-11-30T21:30:00.000Z", slots: "3" },
  service_changed: { service_slug: "s", status: "active", changed: "title booking_url", waitlist: "paused" },
  about_changed: { changed: "name help_lines" },
  settings_changed: { answer_within_working_days: "3", before: "2" },
  operator_invited: { role: "assistant" },
  role_changed: { from: "assistant", to: "owner" },
  filling_started: SLOT,
  filling_stopped: SLOT,
  offer_given: SLOT,
  offer_withdrawn: SLOT,
  offer_extended: SLOT,
  call_recorded: SLOT,
  hour_booked: SLOT,
  hour_cancelled: SLOT,
  hour_moved: SLOT,
  hour_refused: SLOT,
  put_back: { reason: "declined" },
  put_first: { reason: PUT_FIRST_REASONS[0] },
  offer_rules_changed: { changed: "undo_delay" },
  slot_changed: { ...SLOT, before: "2026-11-30T21:30:00.000Z" },
  slots_blocked: { from: "2027-01-11", until: "2027-01-12", slots: "3" },
  slots_unblocked: { from: "2027-01-11", until: "2027-01-12", slots: "3" },
  slots_removed: { from: "2027-01-11", until: "2027-01-12", slots: "3" },
  time_undone: { slots: "3" },
  days_off_added: { from: "2027-01-11", until: "2027-01-12" },
  days_off_removed: { from: "2027-01-11", until: "2027-01-12" },
  people_exported: { people: "12" },
  insight_exported: { from: "2026-11-01", to: "2026-11-23" },
};
const operator = { id: "o", role: "owner", email: "anna@practice.example" } as const;
const entry = (more: Partial<DeskAuditRow>): DeskAuditRow => ({
  ...{ id: 1, operator: operator.email, action: "sign_in", subject: null, details: {} },
  at: new Date("2026-11-23T21:30:00Z"),
  ...more,
});
function seen(more: Partial<DeskAuditRow>, by: Parameters<typeof auditView>[1] = operator) {
  const page = { entries: [entry(more)], next: null, timeZone: "Europe/Moscow", now: new Date("2026-11-23T21:30:00Z") };
  return auditView(page, by).entries[0];
}

describe("the audit log", () => {
  it.each(DESK_AUDIT_ACTIONS)("describes %s in plain Russian", (action) => {
    const what = seen({ action, details: DETAILS[action] ?? {} })?.what ?? "";
    expect(what.replaceAll("Telegram", "")).toMatch(/^[а-яё][^a-z_]+[^ :—]$/i);
  });

  it("shows failures from one place with the same shortened mark", () => {
    const failed = seen({ action: "sign_in_failed", details: { step: "password", from: "AbCdEfGhIjKlMnOp" } });
    expect(failed?.what).toBe("неудачная попытка входа: не\u00a0подошёл пароль, метка места AbCdEfGh");
    expect(seen({ action: "sign_in", details: { by: "recovery" } })?.what).toBe("вход по\u00a0запасному коду");
  });

  it("names the changed fields of a service, and shows older entries without them", () => {
    const what = (details: Record<string, string>) => seen({ action: "service_changed", details })?.what;
    expect(what(DETAILS.service_changed ?? {})).toBe("изменена услуга: название, адрес для записи, лист на\u00a0паузе");
    expect(what({ changed: "duration_minutes format", waitlist: "open" })).toBe(
      "изменена услуга: длительность, формат, лист открыт",
    );
    expect(what({ service_slug: "s", status: "active" })).toBe("изменена услуга");
    expect(seen({ action: "service_restored" })?.what).toBe("услуга возвращена из\u00a0архива");
  });

  it("shows moments by the practice's clocks, and days as days", () => {
    expect(seen({})?.at.label).toBe("24\u00a0ноября 2026\u00a0г. в\u00a000:30");
    const pattern = seen({ action: "slot_pattern_added", details: DETAILS.slot_pattern_added ?? {} });
    expect(pattern?.what).toContain("1\u00a0декабря 2026\u00a0г. в\u00a000:30");
    const exported = seen({ action: "insight_exported", details: DETAILS.insight_exported ?? {} });
    expect(exported?.what).toBe("скачана «Статистика»: 1\u00a0ноября\u00a0— 23\u00a0ноября");
  });

  it("shows how many sign-ins failed in an hour, beside the first", () => {
    const times = { since: "2026-11-23T21:00:00.000Z", until: "2026-11-23T21:59:59.000Z" };
    const summed = seen({ action: "sign_in_failed", details: { step: "password", more: "37", ...times } });
    expect(summed?.what).toBe(
      "ещё неудачные попытки входа, числом 37: не\u00a0подошёл пароль; с\u00a024\u00a0ноября 2026\u00a0г. в\u00a000:00 до\u00a024\u00a0ноября 2026\u00a0г. в\u00a000:59",
    );
  });

  it("links to what still exists, and names what is gone", () => {
    const startsAt = new Date("2026-11-30T21:30:00Z");
    const about = (subject: DeskAuditRow["subject"], details = {}) => seen({ subject, details })?.about;
    expect(about({ kind: "request", id: "r", serviceTitle: "Разбор", since: startsAt })).toEqual({
      label: "Заявка: Разбор, от\u00a01\u00a0декабря",
      href: "/desk/requests/r/",
    });
    expect(about({ kind: "slot", id: "s", startsAt })?.href).toBe("/desk/time/?day=2026-12-01");
    expect(about({ kind: "gone", was: "slot" }, { starts_at: startsAt.toISOString() })).toEqual({
      label: "Время: 1\u00a0декабря 2026\u00a0г. в\u00a000:30",
      href: null,
    });
    const service = { kind: "service", id: "v", title: "Разбор" } as const;
    expect(about(service)?.href).toBe("/desk/services/v/");
    expect(seen({ subject: service }, { ...operator, role: "assistant" })?.about?.href).toBe("/desk/services/");
  });

  it("names the actor even when it was not an operator", () => {
    expect(seen({ operator: null, action: "sign_in_failed" })?.who).toBe("неизвестно кто");
    expect(seen({ operator: null, action: "operator_invited" })?.who).toBe("командой на\u00a0сервере");
  });
});
