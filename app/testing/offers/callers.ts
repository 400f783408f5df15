import { and, eq, ne } from "drizzle-orm";
import { addresses } from "#app/addresses.ts";
import type { AskConsentCommand } from "#app/application/offers/callers/ask-consent.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { availabilityOf } from "#app/domain/timetable/availability.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { bookings } from "#app/infrastructure/tables/offers.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import type { TestWaitlist } from "#app/testing/waitlist.ts";

export const HOUR = 3_600_000;
export const phone = (last: number): Contact => ({
  method: "phone",
  value: `+7916000${String(last).padStart(4, "0")}`,
});

/** Callers over a list: the operator's press, and what is stored. */
export async function callersOver(list: TestWaitlist) {
  const { id: operatorId } = await addOperator(list.connection);
  let hours = 0;
  return {
    operatorId,
    /** A service of its own with a free hour, so many hours from now and a few more. */
    async world(inHours = 120) {
      const service = await addService(list.connection);
      hours += 1;
      const startsAt = new Date(list.clock().getTime() + (inHours + hours) * HOUR);
      return { service, slot: await addSlot(list.connection, service.id, startsAt) };
    },
    ask: (asked: Omit<AskConsentCommand, "operatorId">) => list.askConsent.execute({ operatorId, ...asked }),
    /** Asks, and returns the caller with the token of their link. */
    async asked(asked: Omit<AskConsentCommand, "operatorId">) {
      const outcome = await this.ask(asked);
      if (outcome.status !== "asked") throw new Error(outcome.status);
      const token = await list.database.transaction((all) => all.callers.linkTokenOf(outcome.callerId));
      return { callerId: outcome.callerId, token: token ?? "" };
    },
    agree: (token: string) =>
      list.giveConsent.execute({
        token,
        window: "weekend",
        visit: { pagePath: addresses.consent.path, referrerHost: null, utm: {} },
      }),
    row: async (id: string) => (await list.db.select().from(callers).where(eq(callers.id, id)))[0] ?? null,
    holdsOf: (slotId: string) =>
      list.db
        .select()
        .from(bookings)
        .where(and(eq(bookings.slotId, slotId), ne(bookings.state, "cancelled"))),
    async isPublic(slotId: string) {
      const timetable = await readTimetable(list.db, list.clock());
      return timetable.services.some((service) => {
        const availability = availabilityOf(service, { status: "read", timetable }, list.clock());
        return availability.status === "free" && availability.slots.some(({ id }) => id === slotId);
      });
    },
  };
}
export type TestCallers = Awaited<ReturnType<typeof callersOver>>;
