import type { SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { EmailSender, MailRenderer } from "#app/application/ports/mail.ts";
import type { PrivateLinks, ThanksLinks } from "#app/application/ports/waitlist.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import { AnswerLeaveWishUseCase } from "#app/application/waitlist/answer-leave-wish.ts";
import { AskRenewalUseCase } from "#app/application/waitlist/ask-renewal.ts";
import { AskToLeaveUseCase } from "#app/application/waitlist/ask-to-leave.ts";
import { ChangeRequestUseCase } from "#app/application/waitlist/change-request.ts";
import { CloseMistypedUseCase } from "#app/application/waitlist/close-mistyped.ts";
import { ConfirmRequestUseCase } from "#app/application/waitlist/confirm-request.ts";
import { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import { GetRequestPageQuery } from "#app/application/waitlist/get-request-page.ts";
import { GetThanksQuery } from "#app/application/waitlist/get-thanks.ts";
import { LeaveWaitlistUseCase } from "#app/application/waitlist/leave-waitlist.ts";
import { TellOperatorUseCase } from "#app/application/waitlist/tell-operator.ts";
import { TellRepeatedUseCase } from "#app/application/waitlist/tell-repeated.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import type { MailCeilings } from "#app/domain/mail/mail-ceilings.ts";

type Parts = {
  database: Database;
  links: PrivateLinks;
  documents: ConsentDocuments;
  withdrawConsent: WithdrawConsentUseCase;
  ids: Ids;
  clock: Clock;
};
type JobParts = {
  database: Database;
  sendMail: SendMailUseCase;
  sender: EmailSender;
  ceilings: MailCeilings;
  renderer: MailRenderer;
  operatorEmail: string | null;
  origin: string;
  ids: Ids;
  clock: Clock;
};

/** Joining the list, the person's own page, leaving. */
export function waitlistOf({ database, links, documents, withdrawConsent, ids, clock }: Parts) {
  const createOrUpdateLead = new CreateOrUpdateLeadUseCase({ ids, clock });
  return {
    createOrUpdateLead,
    createWaitlistRequest: new CreateWaitlistRequestUseCase({ database, createOrUpdateLead, documents, ids, clock }),
    getRequestPage: new GetRequestPageQuery({ database, links, clock }),
    changeRequest: new ChangeRequestUseCase({ database, links, ids, clock }),
    leaveWaitlist: new LeaveWaitlistUseCase({ database, links, withdrawConsent }),
    askToLeave: new AskToLeaveUseCase({ database, clock }),
  };
}

/** The page that thanks for a request. */
export function thanksOf({ database, clock }: Pick<Parts, "database" | "clock">, thanksLinks: ThanksLinks) {
  return { thanksLinks, getThanks: new GetThanksQuery({ database, links: thanksLinks, clock }) };
}

/** What follows a request. */
export function waitlistJobsOf(parts: JobParts) {
  return {
    confirmRequest: new ConfirmRequestUseCase(parts),
    tellOperator: new TellOperatorUseCase(parts),
    askRenewal: new AskRenewalUseCase(parts),
    answerLeaveWish: new AnswerLeaveWishUseCase(parts),
    closeMistyped: new CloseMistypedUseCase(parts),
    tellRepeated: new TellRepeatedUseCase(parts),
  };
}
