import { AnswerChatUseCase } from "#app/application/chat/answer-chat.ts";
import { CarryOutUseCase } from "#app/application/chat/carry-out.ts";
import { ReceiveUpdateUseCase } from "#app/application/chat/receive-update.ts";
import { SendChatMessagesUseCase } from "#app/application/chat/send-chat-messages.ts";
import { SendPreparedMessageUseCase } from "#app/application/chat/send-prepared-message.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import { TelegramBot } from "#app/infrastructure/chat/telegram/bot.ts";
import { sameSecret } from "#app/infrastructure/chat/webhook-secret.ts";
import type { TelegramConfig } from "#app/infrastructure/config.ts";
import type { Logger } from "#app/infrastructure/logger.ts";

type Parts = {
  database: Database;
  documents: ConsentDocuments;
  createWaitlistRequest: CreateWaitlistRequestUseCase;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
  origin: string;
  logger: Logger;
  ids: Ids;
  clock: Clock;
};

/** The bot, what it is told and what it answers. */
export function conciergeOf(telegram: TelegramConfig, { origin, logger, ...parts }: Parts) {
  const { database, documents, ids, clock } = parts;
  const bot = new TelegramBot(telegram, { origin, logger });
  const carryOut = new CarryOutUseCase(parts);
  const sendChatMessages = new SendChatMessagesUseCase({ database, bot, clock });
  return {
    isTelegram: sameSecret(telegram.webhookSecret),
    sendPreparedMessage: new SendPreparedMessageUseCase({ database, ids, clock }),
    receiveUpdate: new ReceiveUpdateUseCase({ database, ids, clock }),
    answerChat: new AnswerChatUseCase({ database, documents, carryOut, sendChatMessages, bot, ids, clock }),
  };
}
