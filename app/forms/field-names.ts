import type { ContactMethod } from "#app/domain/contact/contact.ts";

export const METHOD_FIELD = "preferred_contact_method";
export const fieldOf = <Method extends ContactMethod>(method: Method) => `contact_${method}` as const;
/** Filled by programs only: people do not see the field. */
export const HONEYPOT = "website_confirm";
/** The address that the visitor was asked about. If it is sent again unchanged, it is accepted. */
export const SURE = "contact_email_sure";
/** The sealed address of the request whose contact is corrected. */
export const INSTEAD_OF = "instead_of";
/** Sent by the thanks page: the form is shown again with the sent values, and nothing is saved. */
export const CORRECT = "correct";
/** The versions of both consents that the form showed. */
export const SHOWN_DOCUMENTS = "documents";
