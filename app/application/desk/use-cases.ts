import type { CreateOrUpdateLeadUseCase } from "#app/application/create-or-update-lead.ts";
import type { DestroyContactsUseCase } from "#app/application/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/withdraw-consent.ts";
import type { ActParts } from "./act-on-request.ts";
import { AddNoteUseCase } from "./add-note.ts";
import { CloseRequestUseCase } from "./close-request.ts";
import { ErasePersonUseCase } from "./erase-person.ts";
import { ExportPersonUseCase } from "./export-person.ts";
import { FindByContactUseCase } from "./find-by-contact.ts";
import { GetPersonQuery } from "./get-person.ts";
import { ListRequestsQuery } from "./list-requests.ts";
import { MarkContactedUseCase } from "./mark-contacted.ts";
import { ReleaseRequestUseCase } from "./release-request.ts";
import { RevealContactUseCase } from "./reveal-contact.ts";
import { UndoLastActUseCase } from "./undo-last-act.ts";

type Parts = ActParts & {
  createOrUpdateLead: CreateOrUpdateLeadUseCase;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
};

/** Everything that an operator does with the people who wait. */
export function deskUseCases(parts: Parts) {
  return {
    list: new ListRequestsQuery(parts),
    person: new GetPersonQuery(parts),
    find: new FindByContactUseCase(parts),
    contacted: new MarkContactedUseCase(parts),
    closed: new CloseRequestUseCase(parts),
    undo: new UndoLastActUseCase(parts),
    release: new ReleaseRequestUseCase(parts),
    note: new AddNoteUseCase(parts),
    reveal: new RevealContactUseCase(parts),
    erase: new ErasePersonUseCase(parts),
    export: new ExportPersonUseCase(parts),
  };
}
