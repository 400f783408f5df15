import { GetChatQuery } from "./application/chat/get-chat.ts";
import { deskUseCases } from "./application/desk/use-cases.ts";
import { ExportInsightUseCase } from "./application/insight/export-insight.ts";
import { GetInsightQuery } from "./application/insight/get-insight.ts";
import type { Clock, Ids } from "./application/ports/clock.ts";
import type { Database } from "./application/ports/database.ts";
import type { TimetableMemory } from "./application/ports/timetable.ts";
import type { DestroyContactsUseCase } from "./application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "./application/privacy/withdraw-consent.ts";
import { ChangePromiseUseCase } from "./application/timetable/change-promise.ts";
import { ChangeServiceUseCase } from "./application/timetable/change-service.ts";
import { ChangeSlotUseCase } from "./application/timetable/change-slot.ts";
import { CreateServiceUseCase } from "./application/timetable/create-service.ts";
import { GetServicesQuery } from "./application/timetable/get-services.ts";
import { GetTimePageQuery } from "./application/timetable/get-time-page.ts";
import { OpenTimeUseCase } from "./application/timetable/open-time.ts";
import { CreateOrUpdateLeadUseCase } from "./application/waitlist/create-or-update-lead.ts";

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
    desk: deskUseCases({ database, createOrUpdateLead, withdrawConsent, destroyContacts, ids, clock }),
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
