import { GetChatQuery } from "#app/application/chat/get-chat.ts";
import { ExportInsightUseCase } from "#app/application/insight/export-insight.ts";
import { GetInsightQuery } from "#app/application/insight/get-insight.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import { ChangePromiseUseCase } from "#app/application/timetable/change-promise.ts";
import { ChangeServiceUseCase } from "#app/application/timetable/change-service.ts";
import { ChangeSlotUseCase } from "#app/application/timetable/change-slot.ts";
import { CreateServiceUseCase } from "#app/application/timetable/create-service.ts";
import { GetServicesQuery } from "#app/application/timetable/get-services.ts";
import { GetTimePageQuery } from "#app/application/timetable/get-time-page.ts";
import { OpenTimeUseCase } from "#app/application/timetable/open-time.ts";
import { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";
import { peopleOf } from "./people.server.ts";

type Parts = {
  database: Database;
  timetable: TimetableMemory;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
  ids: Ids;
  clock: Clock;
};

/** What is done at the desk once somebody is there: people, time, the promise, services, numbers. */
export function deskWorkOf({ database, timetable, withdrawConsent, destroyContacts, ids, clock }: Parts) {
  const createOrUpdateLead = new CreateOrUpdateLeadUseCase({ ids, clock });
  return {
    desk: peopleOf({ database, createOrUpdateLead, withdrawConsent, destroyContacts, ids, clock }),
    getChat: new GetChatQuery({ database }),
    getTimePage: new GetTimePageQuery({ database, clock }),
    openTime: new OpenTimeUseCase({ database, timetable, ids, clock }),
    changeSlot: new ChangeSlotUseCase({ database, timetable, clock }),
    changePromise: new ChangePromiseUseCase({ database, timetable, clock }),
    getServices: new GetServicesQuery({ database }),
    createService: new CreateServiceUseCase({ database, timetable, ids, clock }),
    changeService: new ChangeServiceUseCase({ database, timetable, clock }),
    getInsight: new GetInsightQuery({ database, clock }),
    exportInsight: new ExportInsightUseCase({ database, clock }),
  };
}
