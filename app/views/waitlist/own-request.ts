import type { z } from "zod";
import { addresses } from "#app/addresses.ts";
import type { PrivateRequest } from "#app/application/waitlist/get-request-page.ts";
import { hourWords, untilWords } from "#app/copy/hours.ts";
import { contactFact } from "#app/copy/requests.ts";
import { REQUEST_CHANGES, type RequestChange, type TimeWindow } from "#app/domain/waitlist-request.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import type { requestForm } from "#app/forms/waitlist/request-form.ts";
import { datedDayLabel } from "../dates.ts";

/** The page for display: only what the request's person may see. */
export function requestView(
  {
    request,
    serviceTitle,
    timeZone,
    lapsesSoon,
    offer,
    asked,
    askedToWait,
    contactCorrectedAt,
    contactBeside,
  }: Extract<PrivateRequest, { status: "active" }>,
  token: string,
  { done, now }: { done: OwnDone | null; now: Date },
): Omit<RequestPageProps, "lastResult"> {
  return {
    serviceTitle,
    timeWindow: request.preferredTimeWindow,
    windowBefore: request.windowBeforeRepeat,
    state: request.pausedAt ? "paused" : request.status === "contacted" ? "contacted" : "waiting",
    answerBy: datedDayLabel(request.answerBy, timeZone, now),
    contact: contactFact(
      request.preferredContactMethod,
      contactCorrectedAt && datedDayLabel(contactCorrectedAt, timeZone, now),
      contactBeside && { ...contactBeside, since: datedDayLabel(contactBeside.since, timeZone, now) },
    ),
    createdAt: datedDayLabel(request.createdAt, timeZone, now),
    expiresAt: datedDayLabel(request.expiresAt, timeZone, now),
    lapsesSoon,
    offer: offer && { when: hourWords(offer.startsAt, timeZone), href: addresses.offer(offer.token) },
    asked: asked.map(({ bookingId, startsAt, until }) => ({
      bookingId,
      when: hourWords(startsAt, timeZone),
      until: untilWords(until, timeZone),
    })),
    askedToWait,
    done,
    action: addresses.request(token),
    downloadHref: addresses.requestData(token),
  };
}

const OWN_DONE = [...REQUEST_CHANGES, "released"] as const;
/** `released`: an hour that was asked for was given back. */
type OwnDone = (typeof OWN_DONE)[number];

/** The result of a change, for the page after the redirect. */
export function doneIn(url: URL): OwnDone | null {
  return OWN_DONE.find((change) => change === url.searchParams.get("done")) ?? null;
}

type Change = Exclude<z.output<typeof requestForm>, { intent: "leave" | "stored" | "erase" | "release" }>;

export function changeOf(value: Change): RequestChange {
  switch (value.intent) {
    case "window":
      return { to: "window", window: value.preferred_time_window };
    case "pause":
      return { to: "paused" };
    case "resume":
      return { to: "resumed" };
    case "renew":
      return { to: "renewed" };
  }
}

export type RequestPageProps = {
  /** By which ways the practice writes or calls, and when it corrected or added them. Never a contact itself. */
  contact: string;
  serviceTitle: string;
  timeWindow: TimeWindow;
  /** The window before a repeat changed it; it can be restored. */
  windowBefore: TimeWindow | null;
  state: "waiting" | "paused" | "contacted";
  /** Days of the practice's calendar. */
  answerBy: string;
  createdAt: string;
  expiresAt: string;
  /** The term ends soon: the person is asked whether the request still matters. */
  lapsesSoon: boolean;
  /** An offered hour that waits for an answer. */
  offer: { when: string; href: string } | null;
  /** Hours that the person asked for, and until when each is held for the practice's answer. */
  asked: { bookingId: string; when: string; until: string }[];
  /** Silence in a row: the person is asked whether they still wait. */
  askedToWait: boolean;
  /** The last result. */
  done: OwnDone | null;
  /** The addresses of its buttons. */
  action: string;
  downloadHref: string;
  lastResult: LastResult;
};
