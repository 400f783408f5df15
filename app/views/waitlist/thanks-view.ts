import { addresses } from "#app/addresses.ts";
import type { AskState, JustSent } from "#app/application/waitlist/get-thanks.ts";
import { hourWords, untilWords } from "#app/copy/hours.ts";
import { shownContact } from "#app/domain/contact/shown-contact.ts";
import { CORRECT, fieldOf, INSTEAD_OF, METHOD_FIELD } from "#app/forms/field-names.ts";

const NO_BREAK_SPACE = "\u00a0";

/** The contact as its owner writes it, on one line, and the fields of the form that leads back. */
export type SentView = {
  shown: string;
  /** Where the form is. */
  action: string;
  fields: [string, string][];
  hour: { state: AskState; when: string; until: string | null } | null;
};

export function sentView({ contact, timeWindow, serviceSlug, sealed, hour }: JustSent): SentView {
  const shown = shownContact(contact);
  const fields: [string, string][] = [
    [CORRECT, "yes"],
    [INSTEAD_OF, sealed],
    [METHOD_FIELD, contact.method],
    [fieldOf(contact.method), shown],
    ["preferred_time_window", timeWindow],
  ];
  const carried = { service_slug: serviceSlug };
  return {
    shown: shown.replaceAll(" ", NO_BREAK_SPACE),
    action: hour ? addresses.hour(hour.slotId, carried) : addresses.noSlots(carried),
    fields,
    hour: hour && {
      state: hour.state,
      when: hourWords(hour.startsAt, hour.timeZone),
      until: hour.until && untilWords(hour.until, hour.timeZone),
    },
  };
}
