import { isNull, sql } from "drizzle-orm";
import { addresses } from "#app/addresses.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { CreateWaitlistRequestCommand } from "#app/application/waitlist/create-waitlist-request.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import { happened } from "#app/domain/lead.ts";
import { addLocalDays, instantOf, localDateOf } from "#app/domain/timetable/local-time.ts";
import { changeRequest, requestLeave, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import type { LinkMaker } from "#app/infrastructure/keys/private-links.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import { repositoriesOver } from "#app/infrastructure/repositories.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { mailOf } from "#app/wiring/mail.server.ts";
import { peopleOf } from "#app/wiring/people.server.ts";
import { privacyOf } from "#app/wiring/privacy.server.ts";
import { waitlistJobsOf, waitlistOf } from "#app/wiring/waitlist.server.ts";
import { seedDemoPast } from "./demo-past.server.ts";
import { type Came, DEMO_STORIES, type Step, type Story } from "./demo-stories.ts";

const HOUR_MS = 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

type Parts = {
  cipher: ContactCipher;
  links: LinkMaker & PrivateLinks;
  documents: ConsentDocuments;
  origin: string;
  /** The demo's operators. */
  operatorId: string;
  now: Date;
};

/**
 * Replays the demo people's stories by the real use cases, with a clock of its own, in one
 * transaction and in order of time. Jobs and mails are discarded. Does nothing when anybody is
 * there already.
 */
export async function seedDemoPeople(db: Db, parts: Parts): Promise<void> {
  await db.transaction(async (tx) => {
    // Two processes that start at once replay the stories once.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('demo people', 0))`);
    const [present] = await tx.select({ id: waitlistRequests.id }).from(waitlistRequests).limit(1);
    if (present) return;
    const { cipher, links } = parts;
    const repositories = repositoriesOver(tx, { cipher, links, enqueue: async () => undefined });
    await seedDemoPast(tx, repositories, { ids: randomIds(() => parts.now), now: parts.now });
    const { timeZone } = await repositories.practice.settings();
    const play = playOver(repositories, parts);
    for (const { at, story, step } of momentsOf(DEMO_STORIES, parts.now, timeZone)) await play(story, step, at);
    // Marked as asked, or the scheduler would write to them before their requests lapse.
    await tx
      .update(waitlistRequests)
      .set({ renewalAskedAt: sql`${waitlistRequests.createdAt}` })
      .where(isNull(waitlistRequests.renewalAskedAt));
  });
}

/** All events in order of time. Without a step the event is the request itself. */
function momentsOf(stories: readonly Story[], now: Date, timeZone: string) {
  const moments = stories.flatMap((story) => {
    let at = cameAt(story.came, now, timeZone);
    const steps = (story.steps ?? []).map((step) => {
      at = new Date(at.getTime() + step.after * HOUR_MS);
      return { at, story, step };
    });
    return [{ at: cameAt(story.came, now, timeZone), story, step: null }, ...steps];
  });
  return moments.sort((one, other) => one.at.getTime() - other.at.getTime());
}

function cameAt(came: Came, now: Date, timeZone: string): Date {
  if ("minutesAgo" in came) return new Date(now.getTime() - came.minutesAgo * MINUTE_MS);
  const [daysAgo, time] = came;
  const at = instantOf(addLocalDays(localDateOf(now, timeZone), -daysAgo), time, timeZone);
  return at ?? new Date(now.getTime() - daysAgo * 24 * HOUR_MS);
}

function commandOf({ contact, service, window, source, suspect = false }: Story): CreateWaitlistRequestCommand {
  const method = contact.startsWith("+") ? "phone" : contact.startsWith("@") ? "telegram" : "email";
  const parsed = parseContact(method, contact);
  if (!parsed.ok) throw new Error(`a demo's contact is ${parsed.problem}`);
  return {
    serviceSlug: service,
    contact: parsed.contact,
    preferredTimeWindow: window,
    source: "web",
    visit: { pagePath: addresses.noSlots.path, referrerHost: null, utm: source ? { utm_source: source } : {} },
    suspect,
  };
}

function playOver(repositories: Repositories, { links, documents, origin, operatorId, now: present }: Parts) {
  let now = present;
  const clock = () => now;
  const ids = randomIds(clock);
  const database: Database = { transaction: (work) => work(repositories) };
  const ceilings = { perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY };
  const sender = { send: async () => undefined };
  const shared = { database, links, documents, sender, ceilings, ids, clock };
  const privacy = privacyOf(shared);
  const waitlist = waitlistOf({ ...shared, ...privacy });
  const people = peopleOf({ ...shared, ...privacy, ...waitlist });
  const mails = { ...mailOf(shared), renderer: mailRenderer, operatorEmail: null, origin };
  const { confirmRequest } = waitlistJobsOf({ ...shared, ...mails });
  const requestIds = new Map<Story, string>();

  async function come(story: Story) {
    const command = commandOf(story);
    expected(await waitlist.createWaitlistRequest.execute(command), "accepted");
    if (requestIds.has(story)) return;
    const all = await repositories.waitlistRequests.holding([command.contact]);
    const requestId = all.at(-1) ?? "";
    requestIds.set(story, requestId);
    if (command.contact.method === "email")
      await confirmRequest.execute({ requestId }, { jobId: ids.uuid(), last: true });
  }

  /** An act of a person, a mail provider or the clock. */
  async function happen(request: WaitlistRequest, step: Step) {
    const { waitlistRequests, mails, timeline, practice } = repositories;
    const { service } = await practice.serviceOf(request.serviceId);
    const tell = (name: "waitlist_paused" | "waitlist_leave_requested") => {
      const entry = { name, properties: { service_slug: service.slug } };
      return timeline.append(happened(request, entry, "web", { id: ids.uuid(), at: now }));
    };
    switch (step.act) {
      case "paused":
        await waitlistRequests.update(changeRequest(request, { to: "paused" }, now));
        return tell("waitlist_paused");
      case "wants_out":
        await waitlistRequests.update(requestLeave(request, now));
        return tell("waitlist_leave_requested");
      case "bounced": {
        const { ids: mailIds } = await mails.ofRequest(request.id, now);
        for (const id of mailIds) await mails.markFailed(id, { code: "bounced", at: now, final: true });
        return waitlistRequests.markUnreachable(request.id, now);
      }
      default:
        return privacy.runRetention.execute();
    }
  }

  return async (story: Story, step: Step | null, at: Date): Promise<void> => {
    now = at;
    if (step === null || step.act === "again") return come(story);
    const requestId = requestIds.get(story) ?? "";
    const request = await repositories.waitlistRequests.find(requestId);
    if (!request) throw new Error("a story begins with somebody's coming");
    const act = { requestId, operatorId, seenAt: request.updatedAt };
    switch (step.act) {
      case "contacted":
        return expected(await people.markContacted.execute(act), "done");
      case "closed":
        return expected(await people.closeRequest.execute({ ...act, reason: step.reason }), "done");
      case "note":
        return expected(await people.addNote.execute({ ...act, note: step.note }), "done");
      case "erased":
        return expected(await people.erasePerson.execute(act), "done");
      default:
        return happen(request, step);
    }
  };
}

function expected({ status }: { status: string }, wanted: string) {
  if (status !== wanted) throw new Error(`a demo's story went wrong: ${status}`);
}
