import { expect, it } from "vitest";
import type { MailConfig } from "#app/infrastructure/config.ts";
import { createEmailSender } from "./create-email-sender.ts";
import { OutboxSender } from "./outbox-sender.ts";
import { ResendSender } from "./resend-sender.ts";
import { SmtpSender } from "./smtp-sender.ts";

const mailFrom = { name: "", address: "practice@practice.example" };

it.each<[MailConfig, new (...given: never[]) => object]>([
  [{ kind: "resend", webhookSecret: null, apiKey: "re_test", baseUrl: "https://api.resend.com" }, ResendSender],
  [{ kind: "smtp", url: "smtp://127.0.0.1" }, SmtpSender],
  [{ kind: "outbox", dir: "data/outbox" }, OutboxSender],
])("makes the sender of $kind, which can be closed", (mail, Sender) => {
  const sender = createEmailSender({ mail, mailFrom });
  expect(sender).toBeInstanceOf(Sender);
  sender.close();
});
