import type { z } from "zod";
import type { PrivateRequest } from "#app/application/waitlist/get-request-page.ts";
import { REQUEST_CHANGES, type RequestChange, type TimeWindow } from "#app/domain/waitlist-request.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import type { requestForm } from "#app/forms/waitlist/request-form.ts";
import { dayLabel } from "#app/views/dates.ts";

/** The page for display: only what the request's person may see. */
export function requestView(
  { request, serviceTitle, timeZone, lapsesSoon }: Extract<PrivateRequest, { status: "active" }>,
  token: string,
  done: RequestChange["to"] | null,
): Omit<RequestPageProps, "lastResult"> {
  return {
    serviceTitle,
    timeWindow: request.preferredTimeWindow,
    windowBefore: request.windowBeforeRepeat,
    state: request.pausedAt ? "paused" : request.status === "contacted" ? "contacted" : "waiting",
    answerBy: dayLabel(request.answerBy, timeZone),
    createdAt: dayLabel(request.createdAt, timeZone),
    expiresAt: dayLabel(request.expiresAt, timeZone),
    lapsesSoon,
    done,
    downloadHref: `/waitlist/${token}/data/`,
  };
}

/** What the redirect after a change says was done. */
export function doneIn(url: URL): RequestChange["to"] | null {
  return REQUEST_CHANGES.find((change) => change === url.searchParams.get("done")) ?? null;
}

type Change = Exclude<z.output<typeof requestForm>, { intent: "leave" | "erase" }>;

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
  /** What was just done. */
  done: RequestChange["to"] | null;
  downloadHref: string;
  lastResult: LastResult;
};
