import type { MailRenderer } from "#app/application/ports/mail.ts";

/** React Email takes half a second and 50 MB to load: it is loaded for the first mail. */
const templates = () => import("./render-mail.ts");

export const mailRenderer: MailRenderer = {
  async confirmation(props) {
    const { renderConfirmation } = await templates();
    return renderConfirmation(props);
  },
  async operatorNotice(props) {
    const { renderOperatorNotice } = await templates();
    return renderOperatorNotice(props);
  },
  async repeated(props) {
    const { renderRepeated } = await templates();
    return renderRepeated(props);
  },
  async leaveLink(props) {
    const { renderLeaveLink } = await templates();
    return renderLeaveLink(props);
  },
  async operatorWarning(props) {
    const { renderOperatorWarning } = await templates();
    return renderOperatorWarning(props);
  },
  async renewal(props) {
    const { renderRenewal } = await templates();
    return renderRenewal(props);
  },
  async offer(props) {
    const { renderOffer } = await templates();
    return renderOffer(props);
  },
  async booking(props) {
    const { renderBooking } = await templates();
    return renderBooking(props);
  },
  async hourNews(props) {
    const { renderHourNews } = await templates();
    return renderHourNews(props);
  },
  async askToWait(props) {
    const { renderAskToWait } = await templates();
    return renderAskToWait(props);
  },
  async consentLink(props) {
    const { renderConsentLink } = await templates();
    return renderConsentLink(props);
  },
};
