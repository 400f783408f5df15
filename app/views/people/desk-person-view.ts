import type { Changed } from "#app/application/people/act-on-request.ts";
import type { PersonRecord } from "#app/application/people/get-person.ts";
import type { PersonsRequest } from "#app/application/ports/people.ts";
import { channelNames, deliveryFailure } from "#app/copy/delivery.ts";
import { peopleCopy, timelineWords } from "#app/copy/desk-people.ts";
import { timeWindows } from "#app/copy/words.ts";
import { type Contact, type ContactMethod, chatIdOf } from "#app/domain/contact/contact.ts";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import type { Delivery } from "#app/domain/people/delivery.ts";
import { may, type Operator } from "#app/domain/team/operator.ts";
import type { RequestStatus } from "#app/domain/waitlist-request.ts";
import { dateLabel, momentLabel, shortDayLabel } from "../dates.ts";
import { timeHref } from "../timetable/asked-time.ts";
import { wordsOfAct } from "./act-words.ts";
import { answerBadge, badgesOf, type StateBadge } from "./desk-badges.ts";

const words = peopleCopy.person;

/** A person for display: everything but the contact. `connected`: the practice has a bot. */
export function personView(
  page: PersonRecord,
  operator: Operator,
  connected: boolean,
): Omit<PersonProps, "done" | "failed" | "answer"> {
  const { opened, others, timeZone, now } = page;
  const { request, hasContact, serviceTitle, serviceSlug } = opened;
  const at = (moment: Date) => momentLabel(moment, timeZone);
  const titles = new Map([opened, ...others].map((each) => [each.request.id, each.serviceTitle]));
  const titled = (id: string | null) => (others.length > 0 ? (titles.get(id ?? "") ?? null) : null);
  const open = request.status !== "closed";
  return {
    requestId: request.id,
    title: serviceTitle,
    seen: request.updatedAt.toISOString(),
    status: request.status,
    badges: [...(page.answer && open ? [answerBadge(page.answer)] : []), ...badgesOf(request, now, timeZone)],
    facts: [
      timeWindows[request.preferredTimeWindow],
      peopleCopy.methods[request.preferredContactMethod],
      peopleCopy.list.since(dateLabel(request.createdAt, timeZone)),
      words.answerBy(shortDayLabel(request.answerBy, timeZone)),
    ],
    repeated: repeatedWords(page),
    hasContact,
    timeHref: request.closedReason === "booked" ? timeHref({ span: "week", serviceSlug }, null) : null,
    can: {
      contacted: request.status === "new" && !request.quarantinedAt,
      close: open,
      putFirst: open && !request.quarantinedAt && may(operator, "work_offers"),
      putBack: !open && hasContact && request.closedReason !== "withdrawn",
      leave: open && request.leaveRequestedAt !== null,
      notSpam: open && request.quarantinedAt !== null,
      note: request.leadId !== null,
      correct: open && hasContact && request.leadId !== null && request.quarantinedAt === null,
      message: connected && page.chat === "open",
      reveal: hasContact && may(operator, "reveal"),
      export: may(operator, "export"),
      erase: hasContact && may(operator, "erase"),
    },
    beside: page.beside && words.correct.beside(peopleCopy.methods[page.beside.method], at(page.beside.since)),
    first: page.putFirst && words.first.now(peopleCopy.firstReasons[page.putFirst.reason], at(page.putFirst.at)),
    undo: page.undoableUntil
      ? { until: page.undoableUntil.toISOString(), forMs: page.undoableUntil.getTime() - now.getTime() }
      : null,
    others: others.map((each) => otherView(each, now, timeZone)),
    timeline: page.timeline.map(({ id, name, properties, occurredAt, waitlistRequestId, operatorEmail }) => ({
      id,
      at: at(occurredAt),
      what: timelineWords[name](properties),
      who: operatorEmail,
      about: titled(waitlistRequestId),
    })),
    consents: page.consents.map(({ id, type, version, grantedAt, withdrawnAt, waitlistRequestId }) => ({
      id,
      what: words.consent(words.consentTypes[type], version, at(grantedAt)),
      withdrawn: withdrawnAt ? words.withdrawn(at(withdrawnAt)) : null,
      about: titled(waitlistRequestId),
    })),
    mails: page.deliveries.map((each) => ({ id: each.id, what: whatOf(each), fate: fateOf(each, at) })),
  };
}

/** Somebody asked again without proof of the contact, and whether the person is told. */
function repeatedWords({ opened, chat, timeZone }: PersonRecord): string | null {
  const { request } = opened;
  const { status, repeatedAt, pausedAt, leaveRequestedAt, preferredTimeWindow, windowBeforeRepeat } = request;
  if (status !== "new" || !repeatedAt) return null;
  const what = [
    words.repeated.what(momentLabel(repeatedAt, timeZone)),
    ...(pausedAt ? [words.repeated.kept.paused] : []),
    ...(leaveRequestedAt ? [words.repeated.kept.leaving] : []),
  ];
  if (!windowBeforeRepeat) return what.join(" ");
  const unreachable = request.unreachableAt !== null;
  const reached = { email: !unreachable, phone: false, telegram: chat === "open", max: chat === "open" }[
    request.preferredContactMethod
  ];
  return [
    ...what,
    words.repeated.window(timeWindows[preferredTimeWindow], timeWindows[windowBeforeRepeat]),
    reached ? words.repeated.told : words.repeated.untold,
  ].join(" ");
}

function otherView({ request, serviceTitle }: PersonsRequest, now: Date, timeZone: string) {
  const since = dateLabel(request.createdAt, timeZone);
  return { id: request.id, title: serviceTitle, since, badges: badgesOf(request, now, timeZone) };
}

function whatOf({ about, channel }: Delivery): string {
  const kind = words.mailKinds[about];
  return channel === "email" ? kind : words.inChat(kind, channelNames[channel]);
}

function fateOf({ channel, state, sentAt, failedAt, errorCode, createdAt }: Delivery, at: (moment: Date) => string) {
  if (state === "dropped") return words.dropped(at(failedAt ?? createdAt));
  if (failedAt) return words.failed(at(failedAt), deliveryFailure(channel, errorCode));
  return sentAt ? words.sent(at(sentAt)) : words.queued(at(createdAt));
}

/** RFC 6068: an address stays whole, and adds no other recipient, subject or fragment. */
function mailtoOf(address: string): string {
  const at = address.lastIndexOf("@");
  return `mailto:${encodeURIComponent(address.slice(0, at))}@${encodeURIComponent(address.slice(at + 1))}`;
}

/** A contact with a link to reach the person, and the one that is kept beside it. */
export function revealed(contact: Contact, beside: Contact | null = null): RevealedContact {
  return { ...shownWithLink(contact), beside: beside && shownWithLink(beside) };
}

function shownWithLink(contact: Contact): LinkedContact {
  const { method, value } = contact;
  if (method === "max") return { method, shown: words.chat.max, href: null, doubt: null };
  if (chatIdOf(contact) !== null) return { method, shown: words.chat.telegram, href: null, doubt: null };
  const doubt = parseContact(method, value).ok ? null : words.doubt;
  switch (method) {
    case "email":
      return { method, shown: value, href: mailtoOf(value), doubt };
    case "phone":
      return { method, shown: value, href: `tel:${value}`, doubt };
    case "telegram":
      return { method, shown: `@${value}`, href: `https://t.me/${value}`, doubt };
  }
}

/** What somebody else did while this operator looked: who, what and when. */
export function changedWords({ by }: Changed, timeZone: string, operator: Operator): string[] {
  return [by ? wordsOfAct(by, timeZone, operator) : words.changedSelf, words.changedNothing];
}

/** `href`: the link to reach them; `null` if only the bot can. `doubt`: set if today's form would refuse the contact. */
type LinkedContact = { method: ContactMethod; shown: string; href: string | null; doubt: string | null };
export type RevealedContact = LinkedContact & { beside: LinkedContact | null };

export type PersonAnswer = {
  problems: string[];
  contact: RevealedContact | null;
  refused: RefusedField | null;
};

/** An invalid field of the page: its text and the reason. */
export type RefusedField = {
  field: "confirmation" | "reason" | "sure" | "note" | "first" | "new_contact";
  error: string;
  typed: string;
  /** With a new contact: what was chosen for the one before. */
  old?: "replaced" | "beside";
};

export type PersonProps = PersonHistory & {
  requestId: string;
  title: string;
  seen: string;
  status: RequestStatus;
  badges: StateBadge[];
  /** The requested service and the promised moment. */
  facts: string[];
  /** The notice about a repeat without proof; `null` if there was none. */
  repeated: string | null;
  hasContact: boolean;
  /** For a booked request: the free slots of the service, one of which was given. */
  timeHref: string | null;
  can: Record<
    | "contacted"
    | "close"
    | "correct"
    | "putFirst"
    | "putBack"
    | "leave"
    | "notSpam"
    | "note"
    | "message"
    | "reveal"
    | "export"
    | "erase",
    boolean
  >;
  /** What is kept beside the contact, and since when; `null`: nothing. */
  beside: string | null;
  /** Why and since when free time is offered to them first; `null`: they stand at their own place. */
  first: string | null;
  /** Undo is possible until then; `forMs` from when the page was read. */
  undo: { until: string; forMs: number } | null;
  done: keyof typeof peopleCopy.person.done | null;
  failed: keyof typeof peopleCopy.person.notDone | null;
  /** The answer to a form that was sent without JavaScript. */
  answer: PersonAnswer | null;
};

/** `about`: the request's service, if a person has several. */
export type PersonHistory = {
  others: { id: string; title: string; since: string; badges: StateBadge[] }[];
  timeline: { id: string; at: string; what: string; who: string | null; about: string | null }[];
  consents: { id: string; what: string; withdrawn: string | null; about: string | null }[];
  mails: { id: string; what: string; fate: string }[];
};
