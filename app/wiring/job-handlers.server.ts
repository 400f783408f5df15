import { TellInChatUseCase } from "#app/application/chat/tell-in-chat.ts";
import { SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { EmailSender } from "#app/application/ports/mail.ts";
import { DestroyMailsUseCase } from "#app/application/privacy/destroy-mails.ts";
import { WarnOperatorUseCase } from "#app/application/team/warn-operator.ts";
import { AnswerLeaveWishUseCase } from "#app/application/waitlist/answer-leave-wish.ts";
import { AskRenewalUseCase } from "#app/application/waitlist/ask-renewal.ts";
import { ConfirmRequestUseCase } from "#app/application/waitlist/confirm-request.ts";
import { TellOperatorUseCase } from "#app/application/waitlist/tell-operator.ts";
import { TellRepeatedUseCase } from "#app/application/waitlist/tell-repeated.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { JobHandlers } from "#app/infrastructure/jobs/jobs.ts";
import { createMailArchive } from "#app/infrastructure/mail/create-email-sender.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import type { conciergeOf } from "./chat.server.ts";

type Parts = {
  config: Config;
  database: Database;
  sender: EmailSender;
  /** `null`: no bot is connected. */
  concierge: ReturnType<typeof conciergeOf> | null;
  ids: Ids;
  clock: Clock;
};

/** What happens after an answer was given: mails, and words in the chat. */
export function jobHandlersOf({ config, database, sender, concierge, ids, clock }: Parts): JobHandlers {
  const { operatorEmail, publicOrigin: origin, mailCeilings: ceilings } = config;
  const sending = { database, sender, ceilings, ids, clock };
  const sendMail = new SendMailUseCase(sending);
  const mailParts = { sendMail, renderer: mailRenderer, origin };
  const confirmRequest = new ConfirmRequestUseCase(mailParts);
  const tellOperator = new TellOperatorUseCase({ ...sending, renderer: mailRenderer, operatorEmail, origin });
  const askRenewal = new AskRenewalUseCase(mailParts);
  const answerLeaveWish = new AnswerLeaveWishUseCase({ ...mailParts, database, ids, clock });
  const destroyMails = new DestroyMailsUseCase({ database, archive: createMailArchive(config), ids, clock });
  const tellRepeated = new TellRepeatedUseCase({ ...mailParts, database });
  const warnOperator = new WarnOperatorUseCase({ database, sender, renderer: mailRenderer, origin, clock });
  const tellInChat = new TellInChatUseCase({ database, ids, clock });
  return {
    "confirm-request": async (data, attempt) => {
      await confirmRequest.execute(data, attempt);
      await tellInChat.execute({ ...data, about: "confirmation" });
    },
    "tell-operator": (data, attempt) => tellOperator.execute(data, attempt),
    "ask-renewal": (data, attempt) => askRenewal.execute(data, attempt),
    "answer-leave-wish": (data, attempt) => answerLeaveWish.execute(data, attempt),
    "destroy-mails": (data) => destroyMails.execute(data),
    "answer-chat": async (data, attempt) => concierge?.answerChat.execute(data, attempt),
    "tell-contacted": (data) => tellInChat.execute({ ...data, about: "contacted" }),
    "tell-repeated": async (data, attempt) => {
      await tellRepeated.execute(data, attempt);
      await tellInChat.execute({ ...data, about: "repeated" });
    },
    "warn-operator": (data) => warnOperator.execute(data),
  };
}
