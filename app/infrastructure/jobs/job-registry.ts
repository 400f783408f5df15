import { z } from "zod";
import type { JobName, JobPayloads } from "#app/application/ports/jobs.ts";
import { NOTICE_SUBJECTS } from "#app/domain/mail/mail.ts";
import { HOUR_NEWS } from "#app/domain/offers/hour-news.ts";
import { ERASURE_REASONS } from "#app/domain/retention.ts";
import { OPERATOR_WARNINGS } from "#app/domain/team/operator-warning.ts";
import { TEAM_NEWS } from "#app/domain/team/team-news.ts";

/** pg-boss's settings of a queue. `retryDelay` and `expireInSeconds` are seconds. */
type RetryPolicy = {
  retryLimit: number;
  retryDelay: number;
  retryBackoff: boolean;
  expireInSeconds: number;
  retentionDays: number;
};

/** Reads what the queue stored. A schema that forgets a field, an optional one too, does not compile. */
type PayloadSchema<Data> = z.ZodType<Data> & { shape: { [Field in keyof Data]-?: z.ZodType<Data[Field]> } };

/** Every job has an entry here: a job without one does not compile. */
export type JobRegistry = {
  [Name in JobName]: { payload: PayloadSchema<JobPayloads[Name]>; retry: RetryPolicy };
};

/** Half a day of tries, with growing pauses and jitter, before a job is given up and shown to the operator: within the 24 hours for which Resend remembers an idempotency key. */
const HALF_A_DAY = { retryLimit: 14, retryDelay: 2, retryBackoff: true, expireInSeconds: 60, retentionDays: 30 };

const ofRequest = z.object({ requestId: z.uuid() });

export const JOB_REGISTRY: JobRegistry = {
  "confirm-request": { payload: ofRequest.extend({ correctedAt: z.iso.datetime().optional() }), retry: HALF_A_DAY },
  "tell-operator": {
    payload: ofRequest.extend({
      about: z.enum(NOTICE_SUBJECTS),
      bookingId: z.uuid().optional(),
      fillingId: z.uuid().optional(),
      answerId: z.uuid().optional(),
    }),
    retry: HALF_A_DAY,
  },
  "tell-outage": { payload: z.object({ noticeId: z.uuid() }), retry: HALF_A_DAY },
  "ask-renewal": { payload: ofRequest, retry: HALF_A_DAY },
  "answer-leave-wish": {
    payload: z.object({ requestIds: z.array(z.uuid()), askedOn: z.iso.date() }),
    retry: HALF_A_DAY,
  },
  "destroy-mails": { payload: ofRequest.extend({ reason: z.enum(ERASURE_REASONS) }), retry: HALF_A_DAY },
  "answer-chat": { payload: z.object({ chatId: z.uuid() }), retry: HALF_A_DAY },
  "tell-contacted": { payload: ofRequest, retry: HALF_A_DAY },
  "tell-repeated": { payload: ofRequest, retry: HALF_A_DAY },
  "close-mistyped": { payload: ofRequest, retry: HALF_A_DAY },
  "warn-operator": {
    payload: z.object({
      mailId: z.uuid(),
      operatorId: z.uuid(),
      about: z.enum([...OPERATOR_WARNINGS, ...TEAM_NEWS]),
      accountId: z.uuid().optional(),
    }),
    retry: HALF_A_DAY,
  },
  "advance-filling": { payload: z.object({ fillingId: z.uuid() }), retry: HALF_A_DAY },
  "send-offer": { payload: z.object({ offerId: z.uuid() }), retry: HALF_A_DAY },
  "tell-about-hour": {
    payload: ofRequest.extend({
      about: z.enum(HOUR_NEWS),
      startsAt: z.iso.datetime(),
      bookingId: z.uuid().optional(),
      moveId: z.uuid().optional(),
      missing: z.array(z.iso.datetime()).optional(),
    }),
    retry: HALF_A_DAY,
  },
  "end-ask": { payload: z.object({ bookingId: z.uuid() }), retry: HALF_A_DAY },
  "end-caller": { payload: z.object({ callerId: z.uuid() }), retry: HALF_A_DAY },
  "send-consent-link": { payload: z.object({ callerId: z.uuid() }), retry: HALF_A_DAY },
  "ask-to-wait": { payload: ofRequest, retry: HALF_A_DAY },
};

export const isJobName = (name: string): name is JobName => Object.hasOwn(JOB_REGISTRY, name);
export const JOB_NAMES: readonly JobName[] = Object.keys(JOB_REGISTRY).filter(isJobName);
