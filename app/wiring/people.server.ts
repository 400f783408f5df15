import type { ActParts } from "#app/application/people/act-on-request.ts";
import { AddNoteUseCase } from "#app/application/people/add-note.ts";
import { CloseRequestUseCase } from "#app/application/people/close-request.ts";
import { AddContactUseCase, SwapContactsUseCase } from "#app/application/people/contact-beside.ts";
import { CorrectContactUseCase } from "#app/application/people/correct-contact.ts";
import { ErasePersonUseCase } from "#app/application/people/erase-person.ts";
import { ExportPeopleUseCase } from "#app/application/people/export/export-people.ts";
import { ExportPersonUseCase } from "#app/application/people/export/export-person.ts";
import { FindByContactUseCase } from "#app/application/people/find-by-contact.ts";
import { GetPersonQuery } from "#app/application/people/get-person.ts";
import { ListRequestsQuery } from "#app/application/people/list-requests.ts";
import { MarkContactedUseCase } from "#app/application/people/mark-contacted.ts";
import { PutBackInListUseCase } from "#app/application/people/put-back-in-list.ts";
import { PutFirstUseCase } from "#app/application/people/put-first.ts";
import { ReleaseRequestUseCase } from "#app/application/people/release-request.ts";
import { RevealContactUseCase } from "#app/application/people/reveal-contact.ts";
import { GetUndeliveredQuery } from "#app/application/people/undelivered/get-undelivered.ts";
import { ToldOtherwiseUseCase } from "#app/application/people/undelivered/told-otherwise.ts";
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
    listRequests: new ListRequestsQuery(parts),
    getPerson: new GetPersonQuery(parts),
    findByContact: new FindByContactUseCase(parts),
    markContacted: new MarkContactedUseCase(parts),
    closeRequest: new CloseRequestUseCase(parts),
    undoLastAct: new UndoLastActUseCase(parts),
    putBackInList: new PutBackInListUseCase(parts),
    putFirst: new PutFirstUseCase(parts),
    releaseRequest: new ReleaseRequestUseCase(parts),
    addNote: new AddNoteUseCase(parts),
    revealContact: new RevealContactUseCase(parts),
    erasePerson: new ErasePersonUseCase(parts),
    correctContact: new CorrectContactUseCase(parts),
    addContact: new AddContactUseCase(parts),
    swapContacts: new SwapContactsUseCase(parts),
    exportPeople: new ExportPeopleUseCase(parts),
    exportPerson: new ExportPersonUseCase(parts),
    getUndelivered: new GetUndeliveredQuery(parts),
    toldOtherwise: new ToldOtherwiseUseCase(parts),
  };
}
