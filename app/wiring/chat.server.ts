import { AnswerChatUseCase } from "#app/application/chat/answer-chat.ts";
import { CarryOutUseCase } from "#app/application/chat/carry-out.ts";
import { GetChatQuery } from "#app/application/chat/get-chat.ts";
import { OpenConciergeUseCase } from "#app/application/chat/open-concierge.ts";
import { ReceiveUpdateUseCase } from "#app/application/chat/receive-update.ts";
import { ReportOutagesUseCase } from "#app/application/chat/report-outages.ts";
import { SendChatMessagesUseCase } from "#app/application/chat/send-chat-messages.ts";
import { SendPreparedMessageUseCase } from "#app/application/chat/send-prepared-message.ts";
import { TellInChatUseCase } from "#app/application/chat/tell-in-chat.ts";
import type { AskForHourUseCase } from "#app/application/offers/asked/ask-for-hour.ts";
import type { ConciergeBot } from "#app/application/ports/chat.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";

type Parts = { database: Database; ids: Ids; clock: Clock };
type ConciergeParts = Parts & {
  bot: ConciergeBot;
  documents: ConsentDocuments;
  createWaitlistRequest: CreateWaitlistRequestUseCase;
  askForHour: AskForHourUseCase;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
};
type LinkParts = ConstructorParameters<typeof OpenConciergeUseCase>[0];

/** The practice's view of a chat and its messages, with a bot or without. */
export function chatOf(parts: Parts) {
  return {
    getChat: new GetChatQuery(parts),
    tellInChat: new TellInChatUseCase(parts),
    reportOutages: new ReportOutagesUseCase(parts),
  };
}

/** The link from our pages to the bot. */
export const conciergeLinkOf = (parts: LinkParts) => new OpenConciergeUseCase(parts);

/** The bot's updates and its answers. */
export function conciergeOf(parts: ConciergeParts) {
  const carryOut = new CarryOutUseCase(parts);
  const sendChatMessages = new SendChatMessagesUseCase(parts);
  return {
    sendPreparedMessage: new SendPreparedMessageUseCase(parts),
    receiveUpdate: new ReceiveUpdateUseCase(parts),
    answerChat: new AnswerChatUseCase({ ...parts, carryOut, sendChatMessages }),
  };
}
