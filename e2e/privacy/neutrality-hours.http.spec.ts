import { test } from "@playwright/test";
import { addOperator } from "#app/testing/desk.ts";
import { form } from "../support/http.ts";
import { NEVER_QUIET } from "../support/offers/offers.ts";
import { type Observer, observing, type Seen } from "../support/pages/observing.ts";
import { expect, somebody } from "../support/practice.ts";
import { clearLimits } from "../support/records/limits.ts";
import { changeOfferRules } from "../support/records/offers.ts";
import { changeRequest, requestsOf } from "../support/records/requests.ts";
import { blockSlot } from "../support/records/timetable.ts";

type Contact = Record<string, string>;
let people = 0;
const digits = () => String(1_000_000 + people++).slice(-7);
const SOMEBODY: (() => Contact)[] = [
  () => ({ preferred_contact_method: "email", contact_email: somebody() }),
  () => ({ preferred_contact_method: "phone", contact_phone: `+7916${digits()}` }),
  () => ({ preferred_contact_method: "telegram", contact_telegram: `anna_${digits()}` }),
];
const CONSENTS = { consent_personal_data: "on", consent_communications: "on" };

type Asking = { observer: Observer; service: { id: string; slug: string }; contact: Contact };
const joins = ({ observer, service, contact }: Asking) =>
  observer.see(
    `/booking/no-slots/?service_slug=${service.slug}`,
    form({ ...contact, ...CONSENTS, preferred_time_window: "any" }),
  );
/** Asks for a new free hour of the service. */
async function asks({ observer: { practice, see }, service, contact }: Asking): Promise<Seen> {
  const { id } = await practice.freeTime(service.id);
  practice.app.timetable.invalidate();
  await clearLimits(practice);
  const seen = await see(`/booking/time/${id}/?service_slug=${service.slug}`, form({ ...contact, ...CONSENTS }));
  return { ...seen, next: "" };
}
const changed = async ({ observer: { practice }, service }: Asking, change: Parameters<typeof changeRequest>[2]) => {
  for (const { id } of await requestsOf(practice, service.id)) await changeRequest(practice, id, change);
};

/** What the practice knows of the contact before. */
const WAYS: Record<string, (asking: Asking) => Promise<unknown>> = {
  "somebody new": async () => undefined,
  "somebody who waits": joins,
  "somebody who has asked for another hour": asks,
  "somebody who paused and asked to leave": async (asking) => {
    await joins(asking);
    await changed(asking, { pausedAt: new Date(), leaveRequestedAt: new Date() });
  },
  "somebody who was answered": async (asking) => {
    await joins(asking);
    await changed(asking, { status: "contacted", contactedAt: new Date() });
  },
  "somebody who left": async (asking) => {
    await joins(asking);
    await changed(asking, { status: "closed", closedReason: "withdrawn", closedAt: new Date() });
  },
};

test("asking for an hour answers everybody the same after the same statements", () =>
  observing(async (observer) => {
    let first: Seen | undefined;
    for (const [what, before] of Object.entries(WAYS)) {
      for (const anybody of SOMEBODY) {
        const asking = { observer, service: await observer.practice.service(), contact: anybody() };
        await before(asking);
        const answer = await asks(asking);
        first ??= answer;
        expect(answer, `${what}, by ${asking.contact.preferred_contact_method}`).toEqual(first);
      }
    }
    expect(first?.status).toBe(303);
    expect(first?.statements.length).toBeGreaterThan(8);
  }));

test("an hour that is not free is answered the same, whoever has it", () =>
  observing(async ({ practice, see }) => {
    await changeOfferRules(practice, NEVER_QUIET);
    const service = await practice.service();
    const contact = () => ({ preferred_contact_method: "email", contact_email: somebody() });
    const hour = async () => (await practice.freeTime(service.id)).id;
    const at = (id: string) => `/booking/time/${id}/?service_slug=${service.slug}`;
    const [asked, blocked, kept, none] = [await hour(), await hour(), await hour(), crypto.randomUUID()];
    await hour();
    practice.app.timetable.invalidate();
    expect((await see(at(asked), form({ ...contact(), ...CONSENTS }))).status).toBe(303);
    await blockSlot(practice, blocked);
    const { id: operatorId } = await addOperator(practice.connection);
    const started = await practice.app.startFilling.execute({ operatorId, slotId: kept, weekly: false });
    expect(started.status).toBe("started");
    practice.app.timetable.invalidate();
    for (const sending of [{}, form({ ...contact(), ...CONSENTS })]) {
      const answers: Seen[] = [];
      for (const id of [asked, blocked, kept, none]) {
        const seen = await see(at(id), sending);
        const { body } = seen;
        answers.push({ ...seen, headers: {}, statements: [], body: body.replaceAll(id, "…") });
      }
      const [first] = answers;
      expect(first?.status).toBe("method" in sending ? 409 : 404);
      for (const answer of answers) expect(answer).toEqual(first);
    }
  }));
