import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { MailArchive } from "#app/application/ports/mail.ts";
import type { ErasureList } from "#app/application/ports/privacy.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import { DestroyMailsUseCase } from "#app/application/privacy/destroy-mails.ts";
import { EraseRequestUseCase } from "#app/application/privacy/erase-request.ts";
import { GetStoredDataQuery } from "#app/application/privacy/get-stored-data.ts";
import { ReplayErasuresUseCase } from "#app/application/privacy/replay-erasures.ts";
import { RunRetentionUseCase } from "#app/application/privacy/run-retention.ts";
import { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";

type Parts = { database: Database; links: PrivateLinks; ids: Ids; clock: Clock };
type JobParts = { database: Database; archive: MailArchive; erasureList: ErasureList; ids: Ids; clock: Clock };

/** Retention, erasure, consents and the download of one's own data. */
export function privacyOf({ database, links, ids, clock }: Parts) {
  const withdrawConsent = new WithdrawConsentUseCase({ ids, clock });
  const destroyContacts = new DestroyContactsUseCase({ ids, clock });
  return {
    withdrawConsent,
    destroyContacts,
    runRetention: new RunRetentionUseCase({ database, destroyContacts, ids, clock }),
    eraseRequest: new EraseRequestUseCase({ database, links, withdrawConsent, destroyContacts }),
    replayErasures: new ReplayErasuresUseCase({ database, withdrawConsent, destroyContacts, ids, clock }),
    getStoredData: new GetStoredDataQuery({ database, links, clock }),
  };
}

/** What jobs do for privacy. */
export function privacyJobsOf(parts: JobParts) {
  return { destroyMails: new DestroyMailsUseCase(parts) };
}
