import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { atTheDesk } from "../desk/desk.ts";
import { type Answer, application, form, send } from "../http.ts";
import { consentLinkOf } from "../offers/callers.ts";
import { offered } from "../offers/offers.ts";
import { type Practice, somebody } from "../practice.ts";
import { requestOf } from "../records/requests.ts";

/** `route`: the file that answered. */
export type SeenPage = { route: string; name: string; html: string };

const ROUTES = path.resolve("app/routes");

/** The files of all routes that draw a page. */
export function drawingRoutes(): string[] {
  const files = readdirSync(ROUTES).filter((file) => file.endsWith(".tsx"));
  return files.filter((file) => /export default function (?!NoSuchPage|Telegram\b|Max\b|Desk\b)/.test(sourceOf(file)));
}
const sourceOf = (file: string) => readFileSync(path.join(ROUTES, file), "utf8");

/** Every page with a form or a state of its own, as a browser without JavaScript receives it. */
export async function everyPage(practice: Practice): Promise<SeenPage[]> {
  const seen: SeenPage[] = [];
  const see = async (route: string, name: string, asked: Promise<Answer>) => {
    const answer = await asked;
    seen.push({ route, name: `${name} (${answer.status})`, html: answer.body });
    return answer;
  };
  await publicPages(practice, see);
  await offerPages(practice, see);
  await consentPages(practice, see);
  await deskPages(practice, see);
  return seen;
}

type See = (route: string, name: string, asked: Promise<Answer>) => Promise<Answer>;

async function publicPages(practice: Practice, see: See) {
  const { origin } = practice;
  const none = await practice.service();
  const free = await practice.service({ bookingUrl: "https://calendar.example/book" });
  await practice.freeTime(free.id);
  const paused = await practice.service({ waitlistOpen: false });
  const noSlots = (slug: string) => `${origin}/booking/no-slots/?service_slug=${slug}&utm_source=vk`;
  await see("booking._index.tsx", "services", send(`${origin}/booking/?utm_source=vk`));
  for (const { slug } of [none, free, paused]) await see("booking.no-slots.tsx", slug, send(noSlots(slug)));
  await see("booking.no-slots.tsx", "a choice", send(`${origin}/booking/no-slots/`));
  await see("booking.no-slots.tsx", "an unknown service", send(noSlots("no-such")));
  await see("booking.no-slots.tsx", "an empty form", send(noSlots(none.slug), form({})));
  await see("booking.slot.tsx", "free time", send(`${origin}/booking/slot/?service_slug=${free.slug}`));
  await see("booking.slot.tsx", "a choice", send(`${origin}/booking/slot/`));
  await hourPages(practice, see);
  await see("booking.no-slots_.thanks.tsx", "thanks", send(`${origin}/booking/no-slots/thanks/`));
  await see("waitlist.leave.tsx", "leaving", send(`${origin}/waitlist/leave/`));
  await see("waitlist.leave.tsx", "an empty form", send(`${origin}/waitlist/leave/`, form({})));
  const phone = { preferred_contact_method: "phone", contact_phone: "8 916 123-45-67" };
  await see("waitlist.leave.tsx", "asked to leave", send(`${origin}/waitlist/leave/`, form(phone)));
  await see("emergency.tsx", "help lines", send(`${origin}/emergency/`));
  for (const document of ["privacy", "personal-data-consent", "communications-consent"])
    await see("legal.$document.tsx", document, send(`${origin}/legal/${document}/`));
  const { version } = practice.app.practiceMemory.said.documents.privacy;
  await see("legal.$document_.$version.tsx", "a version", send(`${origin}/legal/privacy/${version}/`));
  await see("$.tsx", "no such page", send(`${origin}/no-such/`));
  await see("offer.$token.tsx", "no such offer", send(`${origin}/offer/AAAAAAAAAAAAAAAAAAAAAA/`));
  const nobodys = `${origin}/waitlist/AAAAAAAAAAAAAAAAAAAAAA/booking/`;
  await see("waitlist.$token_.booking.tsx", "no such booking", send(nobodys));

  const own = "waitlist.$token.tsx";
  const address = somebody();
  await send(noSlots(none.slug), application(address));
  const link = /http\S+\/waitlist\/[\w-]{22}\//.exec((await practice.mailTo(address)).text)?.[0] ?? "";
  await see(own, "one's own request", send(link));
  await see(own, "a wrong button", send(link, form({ intent: "window", preferred_time_window: "now" })));
  await send(link, form({ intent: "pause" }));
  await see(own, "paused", send(`${link}?done=paused`));
  await see(own, "asked once more", send(link, form({ intent: "erase" })));
  await see(own, "left", send(link, form({ intent: "leave" })));
  await see(own, "left and asked once more", send(link, form({ intent: "erase" })));
  await see(own, "erased", send(link, form({ intent: "erase", confirmed: "yes" })));
  await see(own, "gone", send(link));
}

/** A free hour, its form in error, the thanks for it, and the page of an hour that is not free. */
async function hourPages(practice: Practice, see: See) {
  const route = "booking.time.$slotId.tsx";
  const service = await practice.service();
  const { id } = await practice.freeTime(service.id);
  await practice.freeTime(service.id);
  practice.app.timetable.invalidate();
  const address = `${practice.origin}/booking/time/${id}/?service_slug=${service.slug}&utm_source=vk`;
  await see(route, "a free hour", send(address));
  await see(route, "an empty form", send(address, form({})));
  const asked = await send(address, application(somebody()));
  const thanks = new URL(asked.headers.location ?? "", practice.origin).href;
  await see("booking.no-slots_.thanks.tsx", "thanks for an hour", send(thanks));
  await see(route, "a held hour", send(address));
  await see(route, "a held hour, asked for", send(address, application(somebody())));
  await see(route, "no such hour", send(`${practice.origin}/booking/time/no-such/`));
}

async function offerPages(practice: Practice, see: See) {
  const [route, own] = ["offer.$token.tsx", "waitlist.$token_.booking.tsx"];
  const { link, ownLink, slot } = await offered(practice);
  await see(route, "an offer", send(link));
  await see("waitlist.$token.tsx", "a request with an offer", send(ownLink));
  await see(route, "a wrong button", send(link, form({ intent: "decline", reason: "no-such" })));
  await send(link, form({ intent: "accept" }));
  await see(route, "accepted", send(`${link}?done=accepted`));
  await see("waitlist.$token.tsx", "a request with an hour", send(ownLink));
  await see(own, "one's own hour", send(`${ownLink}booking/`));
  const [booking] = await practice.query("select id from bookings where slot_id = $1", [slot.id]);
  const cancel = { intent: "cancel", booking: String(booking?.id) };
  await see(own, "asked once more", send(`${ownLink}booking/`, form(cancel)));
  await see(route, "asked once more", send(link, form(cancel)));
  await send(link, form({ ...cancel, back: "no" }));
  await see(own, "cancelled", send(`${ownLink}booking/`));
  await see(route, "cancelled", send(`${link}?done=cancelled`));
  await see(route, "gone", send(`${practice.origin}/offer/no-such/`));
}

async function consentPages(practice: Practice, see: See) {
  const route = "consent.$token.tsx";
  const service = await practice.service();
  const { id: operatorId } = await atTheDesk(practice);
  const { id: slotId } = await practice.freeTime(service.id, 5);
  for (const hour of [slotId, null]) {
    const link = await consentLinkOf(practice, { operatorId, serviceId: service.id, slotId: hour });
    await see(route, "a question", send(link));
    await see(route, "an empty answer", send(link, form({ intent: "agree" })));
    await see(route, "refused", send(link, form({ intent: "refuse" })));
    await see(route, "gone", send(link));
  }
}

async function deskPages(practice: Practice, see: See) {
  const { cookie } = await atTheDesk(practice);
  const service = await practice.service();
  const slot = await practice.freeTime(service.id, 1);
  await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(somebody()));
  const request = await requestOf(practice, service.id);
  const person = `/desk/requests/${request.id}/`;
  const Cookie = cookie;
  const get = (at: string) => send(practice.origin + at, { headers: { Cookie } });
  const post = (at: string, fields: Record<string, string>) => {
    const sending = form(fields);
    return send(practice.origin + at, { ...sending, headers: { ...sending.headers, Cookie, Origin: practice.origin } });
  };
  const pages: [string, string][] = [
    ["desk._index.tsx", "/desk/"],
    ["desk.account.tsx", "/desk/account/"],
    ["desk.account_.code.tsx", "/desk/account/code/"],
    ["desk.account_.factor.tsx", "/desk/account/factor/"],
    ["desk.audit.tsx", "/desk/audit/"],
    ["desk.callers.tsx", "/desk/callers/"],
    ["desk.faults.tsx", "/desk/faults/"],
    ["desk.insight.tsx", "/desk/insight/"],
    ["desk.offers._index.tsx", "/desk/offers/"],
    ["desk.offers.rules.tsx", "/desk/offers/rules/"],
    ["desk.offers.$slotId.tsx", `/desk/offers/${slot.id}/`],
    ["desk.requests.$requestId.tsx", person],
    ["desk.requests.$requestId_.message.tsx", `${person}message/`],
    ["desk.search.tsx", "/desk/search/"],
    ["desk.services._index.tsx", "/desk/services/"],
    ["desk.services.new.tsx", "/desk/services/new/"],
    ["desk.services.$serviceId.tsx", `/desk/services/${service.id}/`],
    ["desk.settings.tsx", "/desk/settings/"],
    ["desk.calendar.tsx", "/desk/calendar/"],
    ["desk.practice.tsx", "/desk/practice/"],
    ["desk.documents.tsx", "/desk/documents/"],
    ["desk.time.tsx", "/desk/time/"],
    ["desk.time_.$slotId.tsx", `/desk/time/${slot.id}/`],
    ["desk.$.tsx", "/desk/nowhere/"],
  ];
  for (const [route, at] of pages) await see(route, at, get(at));
  await see("desk.time_.$slotId.tsx", "a change refused", post(`/desk/time/${slot.id}/`, { minutes: "1" }));
  await see("desk.time.tsx", "a window refused", post("/desk/time/", { intent: "add" }));
  await see("desk.services.new.tsx", "a service refused", post("/desk/services/new/", { intent: "save" }));
  await see("desk.account_.factor.tsx", "a new key", post("/desk/account/factor/", { intent: "show" }));
  const signIn = `${practice.origin}/desk/sign-in/?next=%2Fdesk%2Ftime%2F`;
  await see("desk_.sign-in.tsx", "the door", send(signIn));
  await see("desk_.sign-in.tsx", "an empty form", send(signIn, form({ intent: "password" })));
  const { token } = await practice.invite(somebody());
  await see("desk_.invite.$token.tsx", "an invitation", send(`${practice.origin}/desk/invite/${token}/`));
}
