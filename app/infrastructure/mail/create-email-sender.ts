import type { EmailSender, MailArchive } from "#app/application/ports/mail.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { OutboxSender } from "./outbox-sender.ts";
import { ResendSender } from "./resend-sender.ts";
import { SmtpSender } from "./smtp-sender.ts";

export type ClosableSender = EmailSender & { close(): void };

/** The configured transport. */
export function createEmailSender({ mail, mailFrom }: Pick<Config, "mail" | "mailFrom">): ClosableSender {
  switch (mail.kind) {
    case "resend":
      return holdingNothing(new ResendSender({ apiKey: mail.apiKey, baseUrl: mail.baseUrl, from: mailFrom }));
    case "smtp":
      return new SmtpSender({ url: mail.url, from: mailFrom });
    case "outbox":
      return holdingNothing(new OutboxSender(mail.dir));
  }
}

/** The texts of sent mails that we store: files of our own, or none with a provider. */
export function createMailArchive({ mail }: Pick<Config, "mail">): MailArchive {
  return mail.kind === "outbox" ? new OutboxSender(mail.dir) : { destroy: async () => 0 };
}

const holdingNothing = (sender: EmailSender): ClosableSender => Object.assign(sender, { close() {} });
