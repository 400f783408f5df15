import { z } from "zod";
import { deskChatCopy } from "#app/copy/desk-chat.ts";
import { PREPARED_MESSAGES } from "#app/domain/chat/prepared-message.ts";

/** The prepared message to send. */
export const messageForm = z.object({ message: z.enum(PREPARED_MESSAGES, { error: deskChatCopy.errors.choose }) });
