import { z } from "zod";
import { UndecryptableError } from "#app/application/ports/database.ts";
import type { AskedHour, ThanksLinks } from "#app/application/ports/waitlist.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import type { CipherPlace, ContactCipher } from "./contact-cipher.ts";

const OPENS_FOR_MS = 10 * 60 * 1000;
const PLACE: CipherPlace = { table: "thanks_links", id: "address" };
/** The request, when it was sealed, whether it is new (1 or 0), and the window's place in the list: one length for all. */
const sealedText = z.tuple([
  z.uuid(),
  z.iso.datetime(),
  z.union([z.literal(0), z.literal(1)]),
  z.int().transform((place, context) => {
    const window = TIME_WINDOWS[place];
    if (window) return window;
    context.addIssue({ code: "custom", message: "no such window" });
    return z.NEVER;
  }),
  /** The hour that was asked for: the slot, its start and the end of the hold. An older address has none. */
  z.tuple([z.uuid(), z.iso.datetime(), z.iso.datetime().nullable()]).nullable().default(null),
]);

/** Sealed under `CONTACT_KEYS`: a reader of the address learns neither the request nor its age. */
export function thanksLinks(cipher: Pick<ContactCipher, "sealText" | "openText">): ThanksLinks {
  return {
    seal({ requestId, isNew, timeWindow, hour }, now) {
      const asked = hour && [hour.slotId, hour.startsAt.toISOString(), hour.until?.toISOString() ?? null];
      const text = [requestId, now.toISOString(), isNew ? 1 : 0, TIME_WINDOWS.indexOf(timeWindow), asked];
      return cipher.sealText(JSON.stringify(text), PLACE);
    },

    async open(sealed, now) {
      try {
        const text = await cipher.openText(sealed, PLACE);
        const [requestId, sealedAt, isNew, timeWindow, asked] = sealedText.parse(JSON.parse(text));
        const age = now.getTime() - new Date(sealedAt).getTime();
        if (age < 0 || age >= OPENS_FOR_MS) return null;
        return { requestId, isNew: isNew === 1, timeWindow, hour: asked && hourOf(asked) };
      } catch (error) {
        if (error instanceof UndecryptableError) return null;
        throw error;
      }
    },
  };
}

const hourOf = ([slotId, startsAt, until]: [string, string, string | null]): AskedHour => ({
  slotId,
  startsAt: new Date(startsAt),
  until: until === null ? null : new Date(until),
});
