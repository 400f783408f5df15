import type { TellInChatUseCase } from "#app/application/chat/tell-in-chat.ts";
import type { SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { EmailSender } from "#app/application/ports/mail.ts";
import type { PracticeMemory, TimetableMemory } from "#app/application/ports/timetable.ts";
import { erasureListOf } from "#app/infrastructure/backup/erasure-list.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { JobHandlers } from "#app/infrastructure/jobs/jobs.ts";
import { createMailArchive } from "#app/infrastructure/mail/create-email-sender.ts";
import { mailRendererOf } from "#app/infrastructure/mail/mail-renderer.ts";
import type { conciergeOf } from "./chat.server.ts";
import { offerJobsOf, offerNewsOf } from "./offers.server.ts";
import { privacyJobsOf } from "./privacy.server.ts";
import { teamJobsOf } from "./team.server.ts";
import { waitlistJobsOf } from "./waitlist.server.ts";

type Parts = {
  config: Config;
  database: Database;
  sender: EmailSender;
  sendMail: SendMailUseCase;
  tellInChat: TellInChatUseCase;
  /** `null`: no bot is connected. */
  concierge: Pick<ReturnType<typeof conciergeOf>, "answerChat"> | null;
  timetable: TimetableMemory;
  practiceMemory: PracticeMemory;
  ids: Ids;
  clock: Clock;
};

/** The work after a response: mails and chat messages. */
export function jobHandlersOf({ config, concierge, tellInChat, ...parts }: Parts): JobHandlers {
  const { operatorEmail, publicOrigin: origin, mailCeilings: ceilings } = config;
  const mailParts = { ...parts, renderer: mailRendererOf(parts.practiceMemory), origin };
  const waitlist = waitlistJobsOf({ ...mailParts, ceilings, operatorEmail });
  const { confirmRequest, tellOperator, askRenewal, answerLeaveWish, tellRepeated, closeMistyped } = waitlist;
  const { destroyMails } = privacyJobsOf({
    ...parts,
    archive: createMailArchive(config),
    erasureList: erasureListOf(config),
  });
  const { warnOperator } = teamJobsOf(mailParts);
  const { messages, tellAboutHour, askToWait, sendConsentLink } = offerNewsOf(mailParts);
  const { advanceFilling, sendOffer, endAsk, endCaller } = offerJobsOf({ ...parts, messages });
  return {
    "confirm-request": async (data, attempt) => {
      await confirmRequest.execute(data, attempt);
      await tellInChat.execute({ ...data, about: "confirmation" });
    },
    "tell-operator": (data, attempt) => tellOperator.execute(data, attempt),
    "tell-outage": (data, attempt) => tellOperator.execute(data, attempt),
    "ask-renewal": (data, attempt) => askRenewal.execute(data, attempt),
    "answer-leave-wish": (data, attempt) => answerLeaveWish.execute(data, attempt),
    "destroy-mails": (data) => destroyMails.execute(data),
    "answer-chat": async (data, attempt) => concierge?.answerChat.execute(data, attempt),
    "tell-contacted": (data) => tellInChat.execute({ ...data, about: "contacted" }),
    "tell-repeated": async (data, attempt) => {
      await tellRepeated.execute(data, attempt);
      await tellInChat.execute({ ...data, about: "repeated" });
    },
    "close-mistyped": (data) => closeMistyped.execute(data),
    "warn-operator": (data) => warnOperator.execute(data),
    "advance-filling": (data) => advanceFilling.execute(data),
    "send-offer": (data, attempt) => sendOffer.execute(data, attempt),
    "tell-about-hour": (data, attempt) => tellAboutHour.execute(data, attempt),
    "end-ask": (data) => endAsk.execute(data),
    "ask-to-wait": (data, attempt) => askToWait.execute(data, attempt),
    "end-caller": (data) => endCaller.execute(data),
    "send-consent-link": (data, attempt) => sendConsentLink.execute(data, attempt),
  };
}
