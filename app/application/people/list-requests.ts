import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type {
  DeskService,
  LatestAnswer,
  LatestNote,
  ListedRequest,
  ListPlace,
  RequestFilter,
} from "#app/application/ports/people.ts";
import { OPEN_STATUSES } from "#app/domain/people/operator-work.ts";

/** More than a morning's work, and a page that still opens at once. */
const REQUESTS_ON_A_PAGE = 50;

/** More are one number: an operator works none of them one by one. */
export const COUNTED_SUSPECTS = 100;

export type ListCommand = {
  /** The service filter takes a slug; the clock decides what is overdue. */
  filter: Omit<RequestFilter, "serviceId" | "overdueAt"> & { serviceSlug?: string | undefined; overdue?: boolean };
  after: ListPlace | null;
};
export type RequestList = {
  /** The services to filter by. */
  services: DeskService[];
  timeZone: string;
  now: Date;
  /** Open requests that look like spam, counted up to `COUNTED_SUSPECTS`. */
  suspects: number;
  /** People who answered a message and wait for the practice, counted up to `COUNTED_SUSPECTS`. */
  answered: number;
} & (
  | {
      status: "listed";
      requests: (ListedRequest & { note: LatestNote | null; answer: LatestAnswer | null })[];
      /** The key of the next page; `null` on the last one. */
      next: ListPlace | null;
    }
  | { status: "unknown-service" }
);

/** The list by an operator's filter, oldest promise first. */
export class ListRequestsQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ filter: { serviceSlug, overdue = false, ...asked }, after }: ListCommand): Promise<RequestList> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ desk, practice }) => {
      const now = clock();
      const services = await desk.services();
      const { timeZone } = await practice.settings();
      const suspects = await desk.count({ statuses: ["new"], quarantined: true }, COUNTED_SUSPECTS);
      const answered = await desk.count({ statuses: OPEN_STATUSES, answered: true }, COUNTED_SUSPECTS);
      const page = { services, timeZone, now, suspects, answered };
      const service = services.find(({ slug }) => slug === serviceSlug);
      if (serviceSlug !== undefined && !service) return { ...page, status: "unknown-service" };

      // An answered request is never overdue.
      const statuses = overdue ? asked.statuses.filter((status) => status === "new") : asked.statuses;
      const filter = { ...asked, statuses, serviceId: service?.id, overdueAt: overdue ? now : undefined };
      const found = await desk.list(filter, after, REQUESTS_ON_A_PAGE + 1);
      const shown = found.slice(0, REQUESTS_ON_A_PAGE);
      const notes = await desk.latestNotes(shown.map(({ request }) => request));
      const answers = await desk.latestAnswers(shown.map(({ request }) => request.id));
      const requests = shown.map((each) => {
        const { id } = each.request;
        return { ...each, note: notes.get(id) ?? null, answer: answers.get(id) ?? null };
      });
      const last = found.length > REQUESTS_ON_A_PAGE ? requests.at(-1) : undefined;
      const next = last ? { answerBy: last.request.answerBy, id: last.request.id } : null;
      return { ...page, status: "listed", requests, next };
    });
  }
}
