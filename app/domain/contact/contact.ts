import { isMessenger, type Messenger } from "../chat/messenger.ts";

/** The methods whose contact a person can type. */
export const TYPED_METHODS = ["email", "phone", "telegram"] as const;
export type TypedMethod = (typeof TYPED_METHODS)[number];
/** In MAX a person is reached only in the chat that they started: a bot there knows no names. */
export const CONTACT_METHODS = [...TYPED_METHODS, "max"] as const;
export type ContactMethod = (typeof CONTACT_METHODS)[number];

const isOff = (method: ContactMethod, on: readonly Messenger[]) => isMessenger(method) && !on.includes(method);

/** The methods that a form offers where these messengers are switched on. */
export const methodsFor = (messengers: readonly Messenger[]): readonly TypedMethod[] =>
  TYPED_METHODS.filter((method) => !isOff(method, messengers));

/** The methods by which people may be found where these messengers are switched on. */
export const knownMethodsFor = (messengers: readonly Messenger[]): readonly ContactMethod[] =>
  CONTACT_METHODS.filter((method) => !isOff(method, messengers));

/** One way to reach a person. `value` is normalised: lower-case e-mail with an ASCII domain, E.164 phone, lower-case Telegram name without `@`, or a messenger with the number of a chat, as `telegram:42`; in MAX, whose chats have two numbers, that of the person. */
export type Contact = { method: ContactMethod; value: string };
export const sameContact = (one: Contact, other: Contact) => one.method === other.method && one.value === other.value;

/** A contact in a messenger. */
export type ChatContact = Contact & { method: Messenger };

/** A chat with the bot. Nobody can type one: a name has no colon. */
export function chatContact(messenger: Messenger, chatId: number): ChatContact {
  return { method: messenger, value: `${messenger}:${chatId}` };
}

/** The number of the chat that a contact stands for; `null` for a name. */
export function chatIdOf({ method, value }: Contact): number | null {
  const [, messenger, id] = /^([a-z]+):(\d+)$/.exec(value) ?? [];
  return messenger === method && id !== undefined ? Number(id) : null;
}
