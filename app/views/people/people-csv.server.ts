import { stringify } from "csv-stringify/sync";
import type { ExportedPerson, PeopleExport } from "#app/application/people/export/export-people.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { timeWindows } from "#app/copy/words.ts";
import { momentInNumbers } from "../dates.ts";

const words = peopleCopy.csv;

/**
 * One request a row. RFC 4180 with a byte order mark, by which Excel detects UTF-8; cells that a spreadsheet would parse as a formula
 * begin with an apostrophe (OWASP, "CSV Injection").
 */
export function peopleCsv({ people, timeZone }: PeopleExport): string {
  return stringify([words.columns, ...people.map((person) => rowOf(person, timeZone))].map(inLine), {
    bom: true,
    record_delimiter: "windows",
    escape_formulas: true,
  });
}

const cellOf = (contact: ExportedPerson["contact"]) => (contact === "unreadable" ? words.unreadable : contact.value);

function rowOf({ request, serviceTitle, contact, beside }: ExportedPerson, timeZone: string): string[] {
  const moment = (at: Date | null) => (at === null ? "" : momentInNumbers(at, timeZone));
  return [
    serviceTitle,
    timeWindows[request.preferredTimeWindow],
    peopleCopy.methods[request.preferredContactMethod],
    cellOf(contact),
    beside === null ? "" : cellOf(beside),
    peopleCopy.statuses[request.status],
    request.closedReason === null ? "" : peopleCopy.reasons[request.closedReason],
    moment(request.createdAt),
    moment(request.answerBy),
    moment(request.contactedAt),
    moment(request.pausedAt),
    moment(request.closedAt),
    request.id,
  ];
}

/** A line break must not start a row, nor hide the start of a formula. */
const inLine = (row: readonly string[]) => row.map((cell) => cell.replace(/\s+/g, " ").trim());
