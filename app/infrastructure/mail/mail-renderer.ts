import type { MailRenderer } from "#app/application/ports/mail.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";

/** React Email takes half a second and 50 MB to load: it is loaded for the first mail. */
const templates = () => import("./render-mail.ts");

/** Mails are signed with what the practice is called when they are rendered. */
export const mailRendererOf = (memory: Pick<PracticeMemory, "about">): MailRenderer => ({
  async confirmation(props) {
    const { renderConfirmation } = await templates();
    return renderConfirmation(props, memory.about);
  },
  async operatorNotice(props) {
    const { renderOperatorNotice } = await templates();
    return renderOperatorNotice(props, memory.about);
  },
  async repeated(props) {
    const { renderRepeated } = await templates();
    return renderRepeated(props, memory.about);
  },
  async leaveLink(props) {
    const { renderLeaveLink } = await templates();
    return renderLeaveLink(props, memory.about);
  },
  async operatorWarning(props) {
    const { renderOperatorWarning } = await templates();
    return renderOperatorWarning(props, memory.about);
  },
  async renewal(props) {
    const { renderRenewal } = await templates();
    return renderRenewal(props, memory.about);
  },
  async offer(props) {
    const { renderOffer } = await templates();
    return renderOffer(props, memory.about);
  },
  async booking(props) {
    const { renderBooking } = await templates();
    return renderBooking(props, memory.about);
  },
  async hourNews(props) {
    const { renderHourNews } = await templates();
    return renderHourNews(props, memory.about);
  },
  async askToWait(props) {
    const { renderAskToWait } = await templates();
    return renderAskToWait(props, memory.about);
  },
  async consentLink(props) {
    const { renderConsentLink } = await templates();
    return renderConsentLink(props, memory.about);
  },
});

/** Of the demo. */
export const mailRenderer = mailRendererOf({ about: DEMO_ABOUT });
