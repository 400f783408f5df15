import { CreateOrUpdateLeadUseCase } from "./application/create-or-update-lead.ts";
import { ChangePromiseUseCase } from "./application/desk/change-promise.ts";
import { ChangeServiceUseCase } from "./application/desk/change-service.ts";
import { ChangeSlotUseCase } from "./application/desk/change-slot.ts";
import { CreateServiceUseCase } from "./application/desk/create-service.ts";
import { ExportInsightUseCase } from "./application/desk/export-insight.ts";
import { GetChatQuery } from "./application/desk/get-chat.ts";
import { GetInsightQuery } from "./application/desk/get-insight.ts";
import { GetServicesQuery } from "./application/desk/get-services.ts";
import { GetTimePageQuery } from "./application/desk/get-time-page.ts";
import { OpenTimeUseCase } from "./application/desk/open-time.ts";
import { deskUseCases } from "./application/desk/use-cases.ts";
import type { DestroyContactsUseCase } from "./application/destroy-contacts.ts";
import type { Clock, Database, Ids, TimetableMemory } from "./application/ports.ts";
import type { WithdrawConsentUseCase } from "./application/withdraw-consent.ts";

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
