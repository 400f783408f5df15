import { CHAT_COMMANDS, type ChatEvent } from "#app/domain/chat/conversation.ts";
import { deepLinkIdIn } from "#app/domain/chat/start-link.ts";

type Heard = Extract<ChatEvent, { kind: "start" | "command" | "text" }>;

/** Keeps our commands; of other text only the fact that it arrived. */
export function heardIn(text: string): Heard {
  const [, name, payload = ""] = /^\/([a-z]{1,32})(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(text) ?? [];
  if (name === "start") return { kind: "start", deepLinkId: deepLinkIdIn(payload) };
  const command = CHAT_COMMANDS.find((each) => each === name);
  return command ? { kind: "command", command } : { kind: "text" };
}
