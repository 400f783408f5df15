import { appContext } from "#app/context.ts";
import { openApiDocument } from "#app/http/openapi.server.ts";
import type { Route } from "./+types/api.public.openapi[.]json";

export function loader({ context }: Route.LoaderArgs) {
  return Response.json(openApiDocument(context.get(appContext).config.messengers));
}
