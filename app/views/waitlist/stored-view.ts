import { z } from "zod";
import { addresses } from "#app/addresses.ts";
import type { StoredData, StoredOutcome } from "#app/application/privacy/get-stored-data.ts";
import { peopleCopy, timelineWords } from "#app/copy/desk-people.ts";
import { storedCopy } from "#app/copy/stored.ts";
import { timeWindows } from "#app/copy/words.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { datedMomentLabel } from "../dates.ts";

const consentRow = z.object({
  id: z.string(),
  type: z.enum(CONSENT_TYPES),
  documentVersion: z.string(),
  grantedAt: z.date(),
  withdrawnAt: z.date().nullable(),
});
const mailRow = z.object({ kind: z.string(), createdAt: z.date(), sentAt: z.date().nullable() });
const entryRow = z.object({
  id: z.string(),
  eventName: z.string(),
  occurredAt: z.date(),
  properties: z.record(z.string(), z.string()).catch({}),
});

/** `key` tells two lines of the same words apart. */
export type StoredLine = { key: string; words: string };
export type StoredView = {
  facts: { term: string; value: string }[];
  consents: StoredLine[];
  events: StoredLine[];
  mails: StoredLine[];
  counts: StoredLine[];
  downloadHref: string;
  backHref: string;
};

/** What is stored about a person, in words. The file beside it has every row and column. */
export function storedView(stored: Extract<StoredOutcome, { status: "stored" }>, token: string): StoredView {
  const { data, timeZone } = stored;
  const moment = (at: Date) => datedMomentLabel(at, timeZone);
  return {
    facts: factsOf(stored, moment),
    consents: z
      .array(consentRow)
      .parse(data.consents)
      .map(({ id, type, documentVersion, grantedAt, withdrawnAt }) => {
        const withdrawn = withdrawnAt && moment(withdrawnAt);
        return {
          key: id,
          words: storedCopy.consent(storedCopy.consents[type], documentVersion, moment(grantedAt), withdrawn),
        };
      }),
    events: z
      .array(entryRow)
      .parse(data.lead_timeline_events)
      .sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime())
      .map(({ id, eventName, occurredAt, properties }) => ({
        key: id,
        words: `${moment(occurredAt)}: ${happened(eventName, properties)}`,
      })),
    mails: z
      .array(mailRow)
      .parse(data.mails)
      .map(({ kind, createdAt, sentAt }) => ({
        key: `${kind} ${createdAt.toISOString()}`,
        words: storedCopy.mail(nameIn(storedCopy.mails, kind), sentAt && moment(sentAt), moment(createdAt)),
      })),
    counts: countsOf(data),
    downloadHref: addresses.requestData(token),
    backHref: addresses.request(token),
  };
}

const wordsOfContact = ({ method, value }: Contact) => `${peopleCopy.methods[method]}, ${value}`;

type Stored = Pick<Extract<StoredOutcome, { status: "stored" }>, "data" | "serviceTitle">;

function factsOf(
  { data: { request, contact, contactBeside: beside }, serviceTitle }: Stored,
  moment: (at: Date) => string,
) {
  const { facts } = storedCopy;
  const marks = Object.entries(request.utm).map(([name, value]) => `${name}: ${value}`);
  return [
    { term: facts.contact, value: contact ? wordsOfContact(contact) : "—" },
    ...(beside ? [{ term: facts.beside, value: wordsOfContact(beside) }] : []),
    { term: facts.service, value: serviceTitle },
    { term: facts.window, value: timeWindows[request.preferredTimeWindow] },
    { term: facts.state, value: peopleCopy.statuses[request.status] },
    { term: facts.source, value: storedCopy.sources[request.source] },
    ...(marks.length > 0 ? [{ term: facts.utm, value: marks.join(", ") }] : []),
    { term: facts.created, value: moment(request.createdAt) },
    { term: facts.changed, value: moment(request.updatedAt) },
    { term: facts.expires, value: moment(request.expiresAt) },
  ];
}

function countsOf({ chat_messages, offers, bookings, analytics_events }: StoredData): StoredLine[] {
  const { counts } = storedCopy;
  const rows = { chat_messages, offers, bookings, analytics_events };
  return Object.entries(rows).map(([table, found]) => ({
    key: table,
    words: `${nameIn(counts, table)}: ${found.length}`,
  }));
}

const happened = (name: string, properties: Record<string, string>) =>
  Object.entries(timelineWords).find(([known]) => known === name)?.[1](properties) ?? name;

const nameIn = (names: Record<string, string>, key: string) =>
  (Object.hasOwn(names, key) ? names[key] : undefined) ?? key;
