import { RecordDeliveryUseCase } from "#app/application/mail/record-delivery.ts";
import { SendMailUseCase } from "#app/application/mail/send-mail.ts";
import { SendTestMailUseCase } from "#app/application/mail/send-test-mail.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { EmailSender } from "#app/application/ports/mail.ts";
import { testMailCopy } from "#app/copy/test-mail.ts";
import type { MailCeilings } from "#app/domain/mail/mail-ceilings.ts";

type Parts = { database: Database; sender: EmailSender; ceilings: MailCeilings; ids: Ids; clock: Clock };

/** Sends mails, and reads their provider's reports. */
export function mailOf(parts: Parts) {
  return { sendMail: new SendMailUseCase(parts), recordDelivery: new RecordDeliveryUseCase(parts) };
}

type TestMailParts = Omit<ConstructorParameters<typeof SendTestMailUseCase>[0], "testMail">;

/** The mail by which an owner sees that mails arrive. */
export const testMailOf = (parts: TestMailParts) => new SendTestMailUseCase({ ...parts, testMail: testMailCopy });
