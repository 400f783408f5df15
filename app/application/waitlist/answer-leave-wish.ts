import { addresses } from "#app/addresses.ts";
import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";
import { happened } from "#app/domain/lead.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import type { Service } from "#app/domain/timetable/availability.ts";
import { requestLeave, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

type Parts = {
  database: Database;
  sendMail: SendMailUseCase;
  renderer: MailRenderer;
  origin: string;
  ids: Ids;
  clock: Clock;
};
type Waiting = { request: WaitlistRequest; serviceTitle: string };

/** The result of a wish to leave by contact: a mail with the private links, or a mark and a notice to the operator. */
export class AnswerLeaveWishUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(wish: { requestIds: string[]; askedOn: string }, attempt: Attempt): Promise<void> {
    const waiting = await this.#parts.database.transaction((repositories) => this.#take(repositories, wish.requestIds));
    const byMail = waiting.filter(({ request }) => request.preferredContactMethod === "email");
    // A person's requests may have different addresses: each gets its own links only.
    const groups = await this.#parts.database.transaction(({ waitlistRequests }) =>
      byAddress(waitlistRequests, byMail),
    );
    for (const group of groups) await this.#mailLinks(group, wish.askedOn, attempt);
  }

  /**
   * Requests still waiting. A wish about a phone or a name in a messenger is marked and reported to the operator: nothing can be sent
   * there automatically.
   */
  async #take(repositories: Repositories, requestIds: string[]): Promise<Waiting[]> {
    const { waitlistRequests, practice } = repositories;
    const waiting: Waiting[] = [];
    for (const id of requestIds) {
      const request = await waitlistRequests.hold(id);
      if (!request || request.status === "closed") continue;
      const { service } = await practice.serviceOf(request.serviceId);
      const asked =
        request.preferredContactMethod === "email" ? request : await this.#mark(repositories, request, service);
      waiting.push({ request: asked, serviceTitle: service.title });
    }
    // The newest mark identifies the notice: each new mark is reported once.
    const [newest] = waiting
      .flatMap(({ request: { id, leaveRequestedAt } }) => (leaveRequestedAt ? [{ id, at: leaveRequestedAt }] : []))
      .sort((a, b) => b.at.getTime() - a.at.getTime());
    await repositories.jobs.enqueue(
      newest ? [{ name: "tell-operator", data: { requestId: newest.id, about: "leave" } }] : [],
    );
    return waiting;
  }

  async #mark(
    { waitlistRequests, timeline }: Repositories,
    request: WaitlistRequest,
    service: Service,
  ): Promise<WaitlistRequest> {
    const { ids, clock } = this.#parts;
    const marked = requestLeave(request, clock());
    if (marked === request || !request.leadId) return request;
    await waitlistRequests.update(marked);
    const asked = { name: "waitlist_leave_requested", properties: { service_slug: service.slug } } as const;
    await timeline.append(happened(request, asked, "web", { id: ids.uuid(), at: clock() }));
    return marked;
  }

  /** One mail for all requests of an address, at most one a day. */
  async #mailLinks([first, ...others]: Waiting[], askedOn: string, attempt: Attempt): Promise<void> {
    if (!first) return;
    const { sendMail, renderer, origin } = this.#parts;
    const requestId = first.request.id;
    await sendMail.execute(
      {
        requestId,
        kind: "leave_link",
        recurrence: () => askedOn,
        props: ({ service }) => ({ serviceTitle: service.title, others: others.map(asOther) }),
        attempt,
      },
      stillWaits,
      async ({ props }, { waitlistRequests }) => {
        const contact = await waitlistRequests.contactOf(requestId);
        if (!contact) return null;
        const requests: Parameters<MailRenderer["leaveLink"]>[0]["requests"] = [];
        for (const { requestId: id, serviceTitle } of [{ ...props, requestId }, ...props.others]) {
          const token = await waitlistRequests.linkTokenOf(id);
          if (token) requests.push({ serviceTitle, privateLink: `${origin}${addresses.request(token)}` });
        }
        return async () => ({ ...(await renderer.leaveLink({ requests, origin })), to: contact.value });
      },
    );
  }
}

async function byAddress({ contactOf }: Repositories["waitlistRequests"], waiting: Waiting[]): Promise<Waiting[][]> {
  const groups = new Map<string, Waiting[]>();
  for (const each of waiting) {
    const address = (await contactOf(each.request.id))?.value ?? "";
    groups.set(address, [...(groups.get(address) ?? []), each]);
  }
  return [...groups.values()];
}

const stillWaits = ({ status, quarantinedAt }: WaitlistRequest) => status !== "closed" && quarantinedAt === null;
const asOther = ({ request: { id }, serviceTitle }: Waiting): MailProps["leave_link"]["others"][number] => ({
  requestId: id,
  serviceTitle,
});
