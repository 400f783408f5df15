import { openApiDocument } from "#app/http/openapi.server.ts";

export function loader() {
  return Response.json(openApiDocument);
}
