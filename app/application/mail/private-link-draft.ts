import { addresses } from "#app/addresses.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { RenderedMail, RequestLink } from "#app/application/ports/mail.ts";
import type { Mail, MailKind, MailProps } from "#app/domain/mail/mail.ts";
import type { Draft } from "./deliver-mail.ts";

/**
 * Drafts a mail to the person of a request, with their private link. The draft is `null` when the contact was destroyed, is not an
 * e-mail address, or the link was revoked for good.
 */
export const privateLinkDraft =
  <Kind extends MailKind>(origin: string, render: (props: MailProps[Kind] & RequestLink) => Promise<RenderedMail>) =>
  async ({ props, waitlistRequestId }: Mail<Kind>, { waitlistRequests }: Repositories) => {
    const contact = await waitlistRequests.contactOf(waitlistRequestId);
    const token = await waitlistRequests.linkTokenOf(waitlistRequestId);
    if (contact?.method !== "email" || !token) return null;
    const privateLink = `${origin}${addresses.request(token)}`;
    return async (): Promise<Draft> => ({
      ...(await render({ ...props, privateLink, origin })),
      to: contact.value,
      unsubscribeUrl: privateLink,
    });
  };
