import { application, form, send } from "../http.ts";
import { consentLinkOf } from "../offers/callers.ts";
import { offered } from "../offers/offers.ts";
import type { SeenPage } from "../pages/every-page.ts";
import { type Practice, somebody } from "../practice.ts";
import { changeRequest, requestOf } from "../records/requests.ts";
import { changeSlot } from "../records/timetable.ts";
import { atTheDesk } from "./desk.ts";

/** What the desk shows of work in progress, as a browser without JavaScript receives it. `everyPage` has each page once. */
export async function deskStates(practice: Practice): Promise<SeenPage[]> {
  const { id: operatorId, cookie } = await atTheDesk(practice);
  const seen: SeenPage[] = [];
  const headers = { Cookie: cookie, Origin: practice.origin };
  const see = async (route: string, name: string, at: string, fields?: Record<string, string>) => {
    const sending = fields === undefined ? {} : form(fields);
    const answer = await send(practice.origin + at, { ...sending, headers: { ...sending.headers, ...headers } });
    seen.push({ route, name: `${name} (${answer.status})`, html: answer.body });
    return answer.body;
  };
  const { slot, service } = await offered(practice, { people: 3 });
  const list = "desk._index.tsx";
  await see("desk.offers.$slotId.tsx", "offered", `/desk/offers/${slot.id}/`);
  const waiting = await requestOf(practice, service.id);
  const person = `/desk/requests/${waiting.id}/`;
  const answer = "desk.requests.$requestId.tsx";
  await see(answer, "the contact", person, { intent: "reveal" });
  const seenAt = waiting.updatedAt.toISOString();
  await see(answer, "no reason", person, { intent: "closed", seen: seenAt });
  await see(answer, "asked once more", person, { intent: "closed", seen: seenAt, reason: "withdrawn" });
  await see(answer, "no confirmation", person, { intent: "erase", seen: seenAt });
  await see(answer, "contacted", person, { intent: "contacted", seen: seenAt });
  await see(answer, "may be undone", person);
  await changeRequest(practice, waiting.id, { pausedAt: new Date(), leaveRequestedAt: new Date() });
  await see(answer, "paused, asked to leave", person);
  await see(list, "people of several states", "/desk/");
  await see(list, "nobody", "/desk/?unreachable=on");
  await see("desk.search.tsx", "a wrong contact", "/desk/search/", { contact: "8 916" });

  // Too near for mails: the next step is a call.
  const near = await practice.service();
  await send(`${practice.origin}/booking/no-slots/?service_slug=${near.slug}`, application(somebody()));
  await practice.jobsDone();
  const call = await practice.freeTime(near.id, 0);
  // Other tests of the same practice place their hours twelve and sixteen hours ahead.
  const startsAt = new Date(Date.now() + 9 * 3_600_000);
  await changeSlot(practice, call.id, { startsAt, endsAt: new Date(startsAt.getTime() + 50 * 60_000) });
  await see("desk.offers.$slotId.tsx", "a preview", `/desk/offers/${call.id}/`);
  await see("desk.offers.$slotId.tsx", "begun", `/desk/offers/${call.id}/`, { intent: "start" });
  await practice.jobsDone();
  await see("desk.offers._index.tsx", "a call", "/desk/offers/");
  await see("desk.time.tsx", "a day", `/desk/time/?day=${startsAt.toISOString().slice(0, 10)}`);
  await see("desk.time.tsx", "no field filled", "/desk/time/", { intent: "pattern" });
  await consentLinkOf(practice, { operatorId, serviceId: service.id, slotId: null });
  const listed = await see("desk.callers.tsx", "a caller", "/desk/callers/");
  const caller = /name="caller" value="([^"]+)"/.exec(listed)?.[1] ?? "";
  await see("desk.callers.tsx", "the link for a caller", "/desk/callers/", { intent: "reveal", caller });
  await see("desk.callers.tsx", "no field filled", "/desk/callers/", { intent: "ask" });
  await see("desk.settings.tsx", "an invitation", "/desk/settings/", {
    intent: "invite",
    email: somebody(),
    role: "assistant",
  });
  return seen;
}
