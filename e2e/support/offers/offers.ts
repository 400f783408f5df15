import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import { application, send } from "../http.ts";
import { expect, type Practice, somebody } from "../practice.ts";
import { changeOfferRules, endHolds } from "../records/offers.ts";

export const OFFER_SUBJECT = "Появилось свободное время";
export const BOOKED_SUBJECT = "Время за вами";

/** The tests run at any hour of the day: quiet hours are the tests of the engine. */
const { automaticByService: _, ...DEFAULTS } = DEFAULT_OFFER_SETTINGS;
export const NEVER_QUIET = { ...DEFAULTS, quietHours: { from: "00:00", to: "00:00" } };

/** Somebody new on the list of a service. */
export async function waiting(practice: Practice, slug: string) {
  const address = somebody();
  await send(`${practice.origin}/booking/no-slots/?service_slug=${slug}`, application(address));
  const { text } = await practice.mailTo(address, "Ваша заявка принята");
  const ownLink = /http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "";
  return { address, ownLink };
}

/** Offers a free hour of a service to its list, as the operator's press does. */
export async function offerToList(practice: Practice, service: { id: string; slug: string }, inDays: number) {
  await changeOfferRules(practice, NEVER_QUIET);
  const slot = await practice.freeTime(service.id, inDays);
  const email = `owner.${service.slug}@example.org`;
  await practice.invite(email);
  const [owner] = await practice.query("select id from operators where email = $1", [email]);
  const operatorId = String(owner?.id);
  const started = await practice.app.startFilling.execute({ operatorId, slotId: slot.id, weekly: false });
  expect(started).toMatchObject({ status: "started" });
  return slot;
}

/** A freed hour that is offered to the people of a list, in their order; the first one has the mail. */
export async function offered(practice: Practice, { people = 1, inDays = 4 } = {}) {
  const service = await practice.service({ title: "Первичная консультация" });
  const persons: Awaited<ReturnType<typeof waiting>>[] = [];
  while (persons.length < people) persons.push(await waiting(practice, service.slug));
  const slot = await offerToList(practice, service, inDays);
  const [first] = persons;
  if (!first) throw new Error("nobody was to wait");
  const offer = async (address: string) => {
    const mail = await practice.mailTo(address, OFFER_SUBJECT);
    return { mail, link: /http\S+\/offer\/[\w-]{22}\//.exec(mail.text)?.[0] ?? "" };
  };
  const state = async () =>
    (
      await practice.query(
        `select o.status, o.decline_reason, o.late_yes_at, o.sent_at is not null as sent,
          (select count(*)::int from bookings b where b.slot_id = o.slot_id and b.state = 'booked') as bookings,
          (select r.status || coalesce('/' || r.closed_reason::text, '') from waitlist_requests r
            where r.id = o.waitlist_request_id) as request
        from offers o where o.slot_id = $1 order by o.offered_at, o.id`,
        [slot.id],
      )
    ).at(0);
  const endHold = () => endHolds(practice, slot.id);
  return { service, slot, persons, ...first, ...(await offer(first.address)), offer, state, endHold };
}
