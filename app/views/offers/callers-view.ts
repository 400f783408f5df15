import type { CallersOverview } from "#app/application/offers/callers/get-callers-page.ts";
import type { ListedCaller } from "#app/application/ports/callers.ts";
import { callersCopy } from "#app/copy/consent.ts";
import { LIST_ONLY } from "#app/forms/offers/callers-form.ts";
import { momentLabel } from "#app/views/dates.ts";
import { servicesLabel } from "#app/views/timetable/slot-services.ts";
import { slotLabel, untilLabel } from "./labels.ts";

const words = callersCopy.waiting;

export type CallerView = {
  id: string;
  /** What is kept for them: an hour, or a place in the list. */
  what: string;
  service: string;
  until: string;
  how: string;
  slotId: string | null;
};
type Choice = { value: string; label: string };
export type CallersView = {
  callers: CallerView[];
  services: Choice[];
  hours: Choice[];
  /** Of the hour in the address. */
  chosen: { service: string | undefined; hour: string | undefined };
  mayAdd: boolean;
};

/** Whose consent is awaited, and the choices of the form. `slotId`: the hour from which the operator came. */
export function callersView(page: CallersOverview, slotId: string | null, mayAdd: boolean): CallersView {
  const titles = new Map(page.services.map(({ id, title }) => [id, title]));
  const wanted = page.hours.find(({ id }) => id === slotId);
  const [only, ...others] = page.services;
  const service = wanted?.serviceId ?? (others.length === 0 ? only?.id : undefined);
  return {
    callers: page.callers.map((caller) => callerView(caller, titles, page)),
    services: page.services.map(({ id, title }) => ({ value: id, label: title })),
    hours: [
      { value: LIST_ONLY, label: callersCopy.form.listOnly },
      ...page.hours.map((slot) => {
        const of = servicesLabel(slot, titles, "");
        return { value: slot.id, label: [slotLabel(slot, page), ...(of ? [of] : [])].join(" · ") };
      }),
    ],
    chosen: { service, hour: wanted?.id },
    mayAdd,
  };
}

function callerView(
  caller: ListedCaller,
  titles: ReadonlyMap<string, string>,
  at: Pick<CallersOverview, "timeZone" | "now">,
): CallerView {
  const { id, serviceId, slot, method, createdAt, askedUntil, mailedAt, mailFailedAt } = caller;
  const mail = mailedAt ? words.mail.sent : mailFailedAt ? words.mail.failed : words.mail.waiting;
  return {
    id,
    what: slot ? slotLabel(slot, at) : words.list,
    service: titles.get(serviceId) ?? "",
    until: words.until(untilLabel(askedUntil, at)),
    how: [
      words.methods[method],
      ...(method === "email" ? [mail] : []),
      words.called(momentLabel(createdAt, at.timeZone)),
    ].join(" · "),
    slotId: slot?.id ?? null,
  };
}
