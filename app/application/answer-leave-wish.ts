import { requestLeave, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Clock, Database, Ids, MailRenderer, PrivateLinks, Repositories } from "./ports.ts";
import type { Attempt, SendMailUseCase } from "./send-mail.ts";

type Parts = {
  database: Database;
  sendMail: SendMailUseCase;
  renderer: MailRenderer;
  links: PrivateLinks;
  origin: string;
  ids: Ids;
  clock: Clock;
};
type Waiting = { request: WaitlistRequest; serviceTitle: string };

/** What follows a wish to leave by contact: a mail with the private links, or a mark for the operator. */
export class AnswerLeaveWishUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(wish: { requestIds: string[]; askedOn: string }, attempt: Attempt): Promise<void> {
    const waiting = await this.#parts.database.transaction((repositories) => this.#take(repositories, wish.requestIds));
    const [first, ...others] = waiting.filter(({ request }) => request.preferredContactMethod === "email");
    if (first) await this.#mail(first.request.id, others, wish.askedOn, attempt);
  }

  /** Those still waiting. A wish about a phone or a Telegram name is marked: nothing can be sent there by itself. */
  async #take(repositories: Repositories, requestIds: string[]): Promise<Waiting[]> {
    const { waitlistRequests, practice, timeline } = repositories;
    const waiting: Waiting[] = [];
    for (const id of requestIds) {
      const request = await waitlistRequests.hold(id);
      if (!request || request.status === "closed") continue;
      const { service } = await practice.serviceOf(request.serviceId);
      waiting.push({ request, serviceTitle: service.title });
      const { leadId, preferredContactMethod, leaveRequestedAt } = request;
      if (preferredContactMethod === "email" || leaveRequestedAt || !leadId) continue;
      const { ids, clock } = this.#parts;
      await waitlistRequests.update(requestLeave(request, clock()));
      const happened = { id: ids.uuid(), leadId, waitlistRequestId: id, source: "web", occurredAt: clock() } as const;
      const properties = { service_slug: service.slug };
      await timeline.append([{ ...happened, name: "waitlist_leave_requested", properties }]);
    }
    return waiting;
  }

  /** One mail for all requests of an address, at most one a day. */
  async #mail(requestId: string, others: Waiting[], askedOn: string, attempt: Attempt): Promise<void> {
    const { sendMail, renderer, links, origin } = this.#parts;
    const linkTo = (id: string, linkVersion: number) => `${origin}/waitlist/${links.token(id, linkVersion)}/`;
    await sendMail.execute(
      {
        requestId,
        kind: "leave_link",
        recurrence: () => askedOn,
        others: others.map(({ request: { id, linkVersion }, serviceTitle }) => ({
          requestId: id,
          serviceTitle,
          linkVersion,
        })),
        attempt,
      },
      (request) => request.status !== "closed" && request.quarantinedAt === null,
      async ({ props }, { waitlistRequests }) => {
        const contact = await waitlistRequests.contactOf(requestId);
        if (!contact) return null;
        const requests = [{ ...props, requestId }, ...props.others].map((each) => ({
          serviceTitle: each.serviceTitle,
          privateLink: linkTo(each.requestId, each.linkVersion),
        }));
        return async () => ({ ...(await renderer.leaveLink({ requests, origin })), to: contact.value });
      },
    );
  }
}
