import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type Contact, chatIdOf } from "./contact.ts";

/** A contact as its owner writes it: `+7 916 123 45 67`, `@anna_k`. A chat with the bot has no such form and stays unchanged. */
export function shownContact(contact: Contact): string {
  const { method, value } = contact;
  switch (method) {
    case "email":
      return value;
    case "phone":
      return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
    case "telegram":
      return chatIdOf(contact) === null ? `@${value}` : value;
    case "max":
      return value;
  }
}
