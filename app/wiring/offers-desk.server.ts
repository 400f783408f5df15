import { MoveBookingUseCase } from "#app/application/offers/booking/move-booking.ts";
import { ChangeOfferRulesUseCase } from "#app/application/offers/desk/change-offer-rules.ts";
import { GetOfferRulesQuery } from "#app/application/offers/desk/get-offer-rules.ts";
import { GetOffersPageQuery } from "#app/application/offers/desk/get-offers-page.ts";
import { GetSlotOffersQuery } from "#app/application/offers/desk/get-slot-offers.ts";
import { HoursForPersonQuery } from "#app/application/offers/desk/hours-for-person.ts";
import { WaitsOnUseCase } from "#app/application/offers/desk/waits-on.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";

type Parts = { database: Database; timetable: TimetableMemory; ids: Ids; clock: Clock };

/** What the desk shows of offers, and what only the desk does. */
export function offersDeskOf(parts: Parts) {
  return {
    getOffersPage: new GetOffersPageQuery(parts),
    waitsOn: new WaitsOnUseCase(parts),
    getOfferRules: new GetOfferRulesQuery(parts),
    changeOfferRules: new ChangeOfferRulesUseCase(parts),
    getSlotOffers: new GetSlotOffersQuery(parts),
    hoursForPerson: new HoursForPersonQuery(parts),
    moveBooking: new MoveBookingUseCase(parts),
  };
}
