import { matchPath, type ServerBuild } from "react-router";
import { z } from "zod";
import { pathOf } from "#app/http/route-paths.server.ts";

/** In bytes. All that our forms, the API and most webhooks send is far smaller. */
export const BODY_LIMIT = 16 * 1024;

/** What a route exports as its `handle` when it takes larger bodies: the largest one, in bytes. */
export type BodyHandle = { bodyLimit: number };
const declaration = z.object({ bodyLimit: z.number().int().positive().optional() });

/** How large a body each address takes: what its route declares, and `BODY_LIMIT` elsewhere. */
export class BodyLimits {
  readonly #declared: { path: string; limit: number }[];

  /** Throws when a route declares no number of bytes. */
  constructor({ routes }: Pick<ServerBuild, "routes">) {
    this.#declared = Object.entries(routes).flatMap(([id, route]) => {
      const { bodyLimit: limit } = declaration.parse(route?.module.handle ?? {});
      return limit === undefined ? [] : [{ path: pathOf(routes, id), limit }];
    });
  }

  /** In bytes. */
  of(pathname: string): number {
    return this.#declared.find(({ path }) => matchPath(path, pathname))?.limit ?? BODY_LIMIT;
  }
}
