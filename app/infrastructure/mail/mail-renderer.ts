import type { MailRenderer } from "#app/application/ports/mail.ts";

/** React Email takes half a second and 50 MB to load: it is loaded for the first mail. */
const templates = () => import("./render-mail.ts");

export const mailRenderer: MailRenderer = {
  // Named one by one: a mail's props carry more than its text may show.
  async confirmation({ serviceTitle, preferredTimeWindow, answerWithinWorkingDays, privateLink, origin }) {
    const { renderConfirmation } = await templates();
    return renderConfirmation({ serviceTitle, preferredTimeWindow, answerWithinWorkingDays, privateLink, origin });
  },
  async operatorNotice(props) {
    const { renderOperatorNotice } = await templates();
    return renderOperatorNotice(props);
  },
  async repeated({ serviceTitle, privateLink, origin }) {
    const { renderRepeated } = await templates();
    return renderRepeated({ serviceTitle, privateLink, origin });
  },
  async leaveLink(props) {
    const { renderLeaveLink } = await templates();
    return renderLeaveLink(props);
  },
  async operatorWarning(props) {
    const { renderOperatorWarning } = await templates();
    return renderOperatorWarning(props);
  },
  async renewal({ serviceTitle, preferredTimeWindow, expiresAt, timeZone, privateLink, origin }) {
    const { renderRenewal } = await templates();
    return renderRenewal({ serviceTitle, preferredTimeWindow, expiresAt, timeZone, privateLink, origin });
  },
};
