import { createContext, type data, type RouterContextProvider } from "react-router";
import type { App, appContext, RequestFacts, requestFacts } from "#app/context.ts";
import type { LightRequest } from "#app/http/request-head.ts";
import type { Json } from "./same-json.ts";
export type LightContext = { get(key: typeof appContext): App; get(key: typeof requestFacts): RequestFacts };
/** `url` is shared by all requests for the same address: read-only. */
export type LightLoaderArgs = {
  request: LightRequest;
  url: URL;
  params: Readonly<Record<string, string | undefined>>;
  context: LightContext;
};

type Loaded = ReturnType<typeof data<Json>> | Response;
type LightLoader<Result extends Loaded> = (args: LightLoaderArgs) => Promise<Result>;
type RouteLoader<Result extends Loaded> = (
  args: LightLoaderArgs & { context: Readonly<RouterContextProvider> },
) => Promise<Result>;

/** A finished loader run. `replayIn` passes its result to React Router instead of a second run. */
export type LoaderRun = { result: Promise<Loaded>; replayIn(context: RouterContextProvider): void };

const fitLoaders = new WeakMap<object, (args: LightLoaderArgs) => LoaderRun>();

/**
 * Declares a route fit for the fast lane: its document depends only on what its loader returns. The
 * loader still runs once per document, and may count the visitor.
 */
export function fitForFastLane<Result extends Loaded>(loader: LightLoader<Result>): RouteLoader<Result> {
  const earlier = createContext<Promise<Result> | null>(null);
  const once: RouteLoader<Result> = (args) => args.context.get(earlier) ?? loader(args);
  fitLoaders.set(once, (args) => {
    const result = loader(args);
    return { result, replayIn: (context) => context.set(earlier, result) };
  });
  return once;
}

/** Runs a route's loader alone; `undefined` when the route did not declare itself fit. */
export const lightLoaderOf = (loader: object | undefined) => (loader ? fitLoaders.get(loader) : undefined);
