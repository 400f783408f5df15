import type { z } from "zod";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { copy } from "#app/copy/ru.ts";
import { readUtm } from "#app/domain/visit.ts";
import { namedBy } from "#app/forms/waitlist/shown-documents.ts";
import { waitlistApiRequestFor } from "#app/forms/waitlist/waitlist-api.ts";
import { problem } from "#app/http/problem.server.ts";
import { readJson } from "#app/http/read-json.server.ts";
import { visitOf } from "#app/http/visits.server.ts";
import type { Route } from "./+types/api.public.waitlist";

export async function action({ request, url, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const facts = context.get(requestFacts);
  const read = await readJson(request, facts);
  if (read.status !== "read") return problem(read.problem);

  const parsed = waitlistApiRequestFor(app.config.messengers).safeParse(read.json);
  if (!parsed.success) return problem(422, { errors: parsed.error.issues.map(pointed) });
  const consents = namedBy(parsed.data.consent_versions, app.practiceMemory.consents, app.clock());
  if (consents === null) {
    return problem(409, { errors: [{ pointer: "/consent_versions", detail: copy.errors.consent.changed }] });
  }
  const admission = await app.limits.admit(facts.addressPrefix);
  if (!admission.admitted) {
    return problem(429, { detail: copy.errors.rateLimited }, { "Retry-After": String(admission.retryAfterSeconds) });
  }

  const { service_slug, contact_value, preferred_time_window, utm } = parsed.data;
  const outcome = await app.createWaitlistRequest.execute({
    serviceSlug: service_slug,
    contact: contact_value,
    preferredTimeWindow: preferred_time_window,
    source: "api",
    consents,
    visit: {
      ...visitOf({ request, url }, addresses.api.waitlist.path, app.config.utmMarks),
      utm: readUtm(new URLSearchParams(utm), app.config.utmMarks),
    },
    suspect: false,
  });
  switch (outcome.status) {
    case "accepted":
      return Response.json({ status: "accepted" }, { status: 202 });
    case "unknown-service":
      return problem(404, { detail: copy.errors.unknownService });
    case "waitlist-paused":
      return problem(422, { errors: [{ pointer: "/service_slug", detail: copy.errors.paused }] });
    case "unavailable":
      return problem(503, { detail: copy.errors.unavailable }, { "Retry-After": "30" });
  }
}

export function loader() {
  return problem(405, {}, { Allow: "POST" });
}

const pointed = (issue: z.core.$ZodIssue) => ({
  pointer: `/${issue.path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`,
  detail: issue.message,
});
