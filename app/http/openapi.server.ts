import { z } from "zod";
import { addresses } from "#app/addresses.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import {
  noSlotsModel,
  problemDetails,
  waitlistApiAccepted,
  waitlistApiRequestFor,
} from "#app/forms/waitlist/waitlist-api.ts";

const json = (schema: z.ZodType, io: "input" | "output") => ({
  "application/json": { schema: z.toJSONSchema(schema, { io, target: "draft-2020-12" }) },
});
const problems = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: "RFC 9457 problem details",
        content: { "application/problem+json": { schema: z.toJSONSchema(problemDetails) } },
      },
    ]),
  );

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12: generated from the schemas that check the requests. */
export const openApiDocument = (messengers: readonly Messenger[]) => ({
  openapi: "3.1.0",
  info: { title: "No free time: waitlist", version: "1.0.0" },
  paths: {
    [addresses.api.noSlots()]: {
      get: {
        summary: "What the no-slots page says about a service at this moment",
        parameters: [{ name: "service_slug", in: "query", required: true, schema: { type: "string" } }],
        responses: {
          200: { description: "The page's model", content: json(noSlotsModel, "output") },
          ...problems(400, 404, 503),
        },
      },
    },
    [addresses.api.waitlist()]: {
      post: {
        summary: "Join the waitlist of a service",
        requestBody: { required: true, content: json(waitlistApiRequestFor(messengers), "input") },
        responses: {
          202: { description: "On the list, whether anew or already", content: json(waitlistApiAccepted, "output") },
          ...problems(400, 404, 409, 413, 415, 422, 429, 503),
        },
      },
    },
  },
});
