import type { JobHandlers } from "#app/infrastructure/jobs/jobs.ts";

const done = async () => undefined;

/** Handlers that take every job and do nothing. */
export const IDLE_JOBS: JobHandlers = {
  "confirm-request": done,
  "tell-operator": done,
  "tell-outage": done,
  "ask-renewal": done,
  "answer-leave-wish": done,
  "destroy-mails": done,
  "answer-chat": done,
  "tell-contacted": done,
  "tell-repeated": done,
  "close-mistyped": done,
  "warn-operator": done,
  "advance-filling": done,
  "send-offer": done,
  "tell-about-hour": done,
  "end-ask": done,
  "ask-to-wait": done,
  "end-caller": done,
  "send-consent-link": done,
};
