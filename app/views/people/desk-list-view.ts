import type { z } from "zod";
import { addresses } from "#app/addresses.ts";
import { COUNTED_SUSPECTS, type ListCommand, type RequestList } from "#app/application/people/list-requests.ts";
import type { ListPlace } from "#app/application/ports/people.ts";
import type { undeliveredCopy } from "#app/copy/delivery.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import type { ContactMethod } from "#app/domain/contact/contact.ts";
import { isOverdue, type ListStatus, OPEN_STATUSES } from "#app/domain/people/operator-work.ts";
import { localDateOf } from "#app/domain/timetable/local-time.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { listQuery } from "#app/forms/people/desk-people.ts";
import { dateLabel, momentLabel, shortDayLabel } from "../dates.ts";
import type { FirstStepsView } from "../practice/first-steps-view.ts";
import { answerBadge, badgesOf, type StateBadge } from "./desk-badges.ts";
import type { UndeliveredRow } from "./undelivered-view.ts";

type Asked = z.output<typeof listQuery>;

/** Marks that apply to answered and unanswered requests alike. */
const MARKS = ["answered", "unreachable", "leaving", "paused"] as const;

/** Without a status the list shows unanswered requests; with a mark, every open request that has it. */
export function statusOf(asked: Pick<Asked, "status" | (typeof MARKS)[number]>): ListStatus {
  return asked.status ?? (MARKS.some((mark) => asked[mark] === "on") ? "open" : "new");
}

export function listCommand(asked: Asked): ListCommand {
  const status = statusOf(asked);
  const { service, window, method, after, overdue, quarantined, answered, unreachable, leaving, paused } = asked;
  return {
    filter: {
      statuses: status === "open" ? OPEN_STATUSES : [status],
      serviceSlug: service,
      timeWindow: window,
      contactMethod: method,
      overdue: overdue === "on",
      quarantined: quarantined === "on",
      answered: answered === "on",
      unreachable: unreachable === "on",
      leaving: leaving === "on",
      paused: paused === "on",
    },
    after: after ?? null,
  };
}

/** The list for display. `problems`: the parts of the filter that could not be parsed; the list is then empty. */
export function listView(page: RequestList, url: URL, asked: Asked, problems: string[]): ListedRequests {
  const { services, timeZone, now } = page;
  const listed = page.status === "listed" ? page : { requests: [], next: null };
  const unknown = page.status === "unknown-service" ? [peopleCopy.list.badFilters.service] : [];
  return {
    asked: Object.fromEntries(url.searchParams),
    status: statusOf(asked),
    shown: problems.length > 0 ? url.searchParams.toString() : shownBy(asked),
    services: services.map(({ slug, title }) => ({ value: slug, label: title })),
    problems: [...problems, ...unknown],
    suspects: countLabel(page.suspects),
    answered: countLabel(page.answered),
    requests: listed.requests.map(({ request, serviceTitle, note, answer }) => ({
      id: request.id,
      serviceTitle,
      answerBy: shortDayLabel(request.answerBy, timeZone),
      today: localDateOf(request.answerBy, timeZone) === localDateOf(now, timeZone),
      overdue: isOverdue(request, now),
      since: dateLabel(request.createdAt, timeZone),
      timeWindow: request.preferredTimeWindow,
      method: request.preferredContactMethod,
      badges: [...(answer ? [answerBadge(answer)] : []), ...badgesOf(request, now, timeZone)],
      noted: note ? peopleCopy.list.noted(note.note, momentLabel(note.at, timeZone)) : null,
    })),
    firstHref: asked.after ? hrefWith(url, null) : null,
    nextHref: listed.next ? hrefWith(url, listed.next) : null,
  };
}

const countLabel = (count: number) =>
  count === 0 ? null : count < COUNTED_SUSPECTS ? String(count) : `${COUNTED_SUSPECTS}+`;

/** The filter without its defaults, which the form sends too. */
function shownBy({ after: _, status, ...others }: Asked): string {
  const told = Object.entries(others).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const needed = status !== undefined && status !== statusOf({ ...others, status: undefined });
  return new URLSearchParams(needed ? [["status", status], ...told] : told).toString();
}

function hrefWith(url: URL, place: ListPlace | null): string {
  const search = new URLSearchParams(url.searchParams);
  search.delete("after");
  search.delete("done");
  search.delete("index");
  if (place) search.set("after", `${place.answerBy.toISOString()}_${place.id}`);
  return addresses.desk.list(search);
}

export type ListedRow = {
  id: string;
  serviceTitle: string;
  /** Days in the practice's calendar. */
  answerBy: string;
  /** The promise ends today. */
  today: boolean;
  overdue: boolean;
  since: string;
  timeWindow: TimeWindow;
  method: ContactMethod;
  badges: StateBadge[];
  /** The last note and its time. */
  noted: string | null;
};

export type RequestListProps = ListedRequests & {
  /** By which people may be found: of the messengers, those that are switched on. */
  methods: readonly ContactMethod[];
  /** What no channel delivered. */
  undelivered: UndeliveredRow[];
  /** Instead of an empty list, before anybody has written. */
  firstSteps: FirstStepsView | null;
  mayWork: boolean;
  mayExport: boolean;
  done: keyof typeof undeliveredCopy.done | null;
  /** Why the last press changed nothing. */
  problem: string | null;
};

type ListedRequests = {
  /** The requested address. */
  asked: Record<string, string>;
  /** The requests that this address selects. */
  status: ListStatus;
  /** The shortest form of the address, which identifies the quick views. */
  shown: string;
  services: { value: string; label: string }[];
  /** The parts that could not be parsed. */
  problems: string[];
  /** How many requests look like spam; `null`: none. */
  suspects: string | null;
  /** How many people answered a message and wait for the practice; `null`: nobody. */
  answered: string | null;
  requests: ListedRow[];
  firstHref: string | null;
  nextHref: string | null;
};
