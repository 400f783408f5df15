import { generatePath, matchPath, type ServerBuild } from "react-router";
import { ancestorsOf, pathOf } from "#app/http/route-paths.server.ts";
import { type LightLoaderArgs, type LoaderRun, lightLoaderOf } from "./fast-lane-loader.server.ts";

type FitRoute = { path: string; run(args: LightLoaderArgs): LoaderRun };
/** A route under one of its addresses, without a trailing slash. */
export type FitAddress = { address: string; params: LightLoaderArgs["params"]; run: FitRoute["run"] };

/** The routes that declared themselves fit for the fast lane, by the path of an address. Throws for one that is not fit. */
export class FitRoutes {
  readonly #plain = new Map<string, FitAddress>();
  readonly #patterns: FitRoute[] = [];

  constructor({ routes }: Pick<ServerBuild, "routes">) {
    const paths = Object.keys(routes).map((id) => ({ id, path: pathOf(routes, id) }));
    for (const { id, path } of paths) {
      const { module } = routes[id] ?? {};
      const run = lightLoaderOf(module?.loader);
      if (!run) continue;
      const parents = ancestorsOf(routes, id);
      const alone = parents.every((parent) => !parent.module.loader && !parent.module.middleware?.length);
      const others = paths.filter((other) => other.id !== id && !parents.some((parent) => parent.id === other.id));
      const only = !others.some((other) => matchPath(path, other.path));
      if (!alone || !only || module?.middleware?.length || /[*?]/.test(path)) {
        throw new Error(`route ${id} is not fit for the fast lane`);
      }
      if (path.includes(":")) this.#patterns.push({ path, run });
      else for (const end of ["", "/"]) this.#plain.set(`${path}${end}`, { address: path, params: {}, run });
    }
  }

  find(pathname: string): FitAddress | null {
    const plain = this.#plain.get(pathname);
    // Encoded paths are left to React Router.
    if (plain || pathname.includes("%")) return plain ?? null;
    for (const { path, run } of this.#patterns) {
      const match = matchPath(path, pathname);
      if (match) return { address: generatePath(path, match.params), params: match.params, run };
    }
    return null;
  }
}
