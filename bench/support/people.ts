import { randomInt } from "node:crypto";
import { NO_SLOTS } from "./app.ts";
import { PERSON, requestOf } from "./load.ts";

let people = 0;
/** Contacts that nobody else in this run has. */
export const newEmail = () => ({ email: `person.${process.pid}.${people++}@example.org` });
export const newPhone = () => ({ phone: `+7916${String(randomInt(10_000_000)).padStart(7, "0")}` });

type Contact = { email: string } | { phone: string };

const part = () => randomInt(1, 255);
/** What a browser sends with a form, from an address of its own, so that nobody meets the limit of an hour. */
const headersOf = (host: string, body: string) => ({
  Host: host,
  "User-Agent": PERSON,
  Origin: `http://${host}`,
  "Content-Type": "application/x-www-form-urlencoded",
  "Content-Length": String(body.length),
  "X-Forwarded-For": `${part()}.${part()}.${part()}.${part()}`,
});

/** The form as a browser sends it. */
export function formOf(host: string, contact: Contact, { suspect = false, window = "weekday_evening" } = {}) {
  const [method, value] = "email" in contact ? ["email", contact.email] : ["phone", contact.phone];
  const body = new URLSearchParams({
    preferred_contact_method: method,
    [`contact_${method}`]: value,
    preferred_time_window: window,
    consent_personal_data: "on",
    consent_communications: "on",
    ...(suspect ? { website_confirm: "https://example.org" } : {}),
  }).toString();
  return { address: NO_SLOTS, headers: headersOf(host, body), body };
}

/** The same as one text, for the generator. */
export function submission(host: string, contact: Contact): string {
  const { address, headers, body } = formOf(host, contact);
  return requestOf("POST", address, headers, body);
}

/** A wrong password at the desk's door, for an account that nobody has. */
export function signIn(host: string): string {
  const body = new URLSearchParams({ intent: "password", ...newEmail(), password: "not the password" }).toString();
  return requestOf("POST", "/desk/sign-in/", headersOf(host, body), body);
}
