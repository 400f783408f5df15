import { addresses } from "#app/addresses.ts";
import type { AuditedSubject, DeskAuditRow } from "#app/application/ports/team.ts";
import type { AuditExcerpt } from "#app/application/team/get-audit.ts";
import { auditCopy as words } from "#app/copy/desk-audit.ts";
import { may, type Operator } from "#app/domain/team/operator.ts";
import { isLocalDate, localDateOf } from "#app/domain/timetable/local-time.ts";
import { datedMomentLabel, dateLabel, zoneLabel } from "../dates.ts";

/** The log for display: who, when by the practice's clocks, what, and a link to the object. */
export function auditView(
  { entries, next, timeZone, now }: AuditExcerpt,
  operator: Operator,
): Omit<AuditView, "paged"> {
  return {
    whole: may(operator, "see_whole_audit"),
    zone: zoneLabel(timeZone, now),
    next,
    entries: entries.map((entry) => {
      const details = Object.entries(entry.details).map(([name, value]) => [name, inWords(value, timeZone)]);
      return {
        id: entry.id,
        at: { iso: entry.at.toISOString(), label: datedMomentLabel(entry.at, timeZone) },
        who: entry.operator ?? (entry.action === "sign_in_failed" ? words.stranger : words.server),
        what: words.actions[entry.action](Object.fromEntries(details)),
        about: aboutOf(entry, timeZone, operator),
      };
    }),
  };
}

/** A value written as a day or a moment is shown as one. */
function inWords(value: string, timeZone: string): string {
  if (isLocalDate(value)) return dateLabel(new Date(`${value}T12:00:00Z`), "UTC");
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? datedMomentLabel(new Date(value), timeZone) : value;
}

type About = { label: string; href: string | null };

function aboutOf({ subject, details }: DeskAuditRow, timeZone: string, operator: Operator): About | null {
  if (subject?.kind !== "gone") return subject && linked(subject, timeZone, operator);
  // A removed slot is still identified by its time.
  if (subject.was === "slot" && details.starts_at)
    return { label: words.subjects.slot(inWords(details.starts_at, timeZone)), href: null };
  return { label: words.gone[subject.was], href: null };
}

function linked(subject: Exclude<AuditedSubject, { kind: "gone" }>, timeZone: string, operator: Operator): About {
  switch (subject.kind) {
    case "request": {
      const label = words.subjects.request(subject.serviceTitle, dateLabel(subject.since, timeZone));
      return { label, href: addresses.desk.person(subject.id) };
    }
    case "service": {
      const href = may(operator, "change_services") ? addresses.desk.service(subject.id) : addresses.desk.services();
      return { label: words.subjects.service(subject.title), href };
    }
    case "slot": {
      const href = addresses.desk.time({ day: localDateOf(subject.startsAt, timeZone) });
      return { label: words.subjects.slot(datedMomentLabel(subject.startsAt, timeZone)), href };
    }
    case "operator":
      return { label: words.subjects.operator(subject.email), href: addresses.desk.settings() };
  }
}

export type AuditView = {
  /** Of everybody, not of this operator only. */
  whole: boolean;
  zone: string;
  entries: {
    id: number;
    at: { iso: string; label: string };
    who: string;
    what: string;
    about: { label: string; href: string | null } | null;
  }[];
  next: number | null;
  paged: boolean;
};
