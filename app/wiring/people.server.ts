import type { ActParts } from "#app/application/people/act-on-request.ts";
import { AddNoteUseCase } from "#app/application/people/add-note.ts";
import { CloseRequestUseCase } from "#app/application/people/close-request.ts";
import { ErasePersonUseCase } from "#app/application/people/erase-person.ts";
import { ExportPersonUseCase } from "#app/application/people/export-person.ts";
import { FindByContactUseCase } from "#app/application/people/find-by-contact.ts";
import { GetPersonQuery } from "#app/application/people/get-person.ts";
import { ListRequestsQuery } from "#app/application/people/list-requests.ts";
import { MarkContactedUseCase } from "#app/application/people/mark-contacted.ts";
import { ReleaseRequestUseCase } from "#app/application/people/release-request.ts";
import { RevealContactUseCase } from "#app/application/people/reveal-contact.ts";
import { UndoLastActUseCase } from "#app/application/people/undo-last-act.ts";
import type { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";

type Parts = ActParts & {
  createOrUpdateLead: CreateOrUpdateLeadUseCase;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
};

/** Everything that an operator does with waiting people. */
export function peopleOf(parts: Parts) {
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
