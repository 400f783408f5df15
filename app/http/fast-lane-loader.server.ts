import { createContext, type data, type RouterContextProvider } from "react-router";

/** What a loader on the fast lane may ask of a request: reading these makes no Fetch request of it. */
export type LightRequest = { readonly method: string; readonly url: string; readonly headers: Pick<Headers, "get"> };
export type LightLoaderArgs = { request: LightRequest; url: URL; context: Readonly<RouterContextProvider> };

/** Data of which nothing is lost in JSON, so that equal JSON means an equal page. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };
type Loaded = ReturnType<typeof data<Json>> | Response;
type LightLoader<Result extends Loaded> = (args: LightLoaderArgs) => Promise<Result>;

/** A loader that ran once. `replayIn` gives its result to React Router, in place of a second run. */
export type LoaderRun = { result: Promise<Loaded>; replayIn(context: RouterContextProvider): void };

const fitLoaders = new WeakMap<object, (args: LightLoaderArgs) => LoaderRun>();

/**
 * Declares a route fit for the fast lane: its document shows what its loader returns and nothing else of the request. The
 * loader still runs for every document, once, and may count who asks.
 */
export function fitForFastLane<Result extends Loaded>(loader: LightLoader<Result>): LightLoader<Result> {
  const earlier = createContext<Promise<Result> | null>(null);
  const once: LightLoader<Result> = (args) => args.context.get(earlier) ?? loader(args);
  fitLoaders.set(once, (args) => {
    const result = loader(args);
    return { result, replayIn: (context) => context.set(earlier, result) };
  });
  return once;
}

/** How to run a route's loader by itself; `undefined` when it did not declare itself fit. */
export const lightLoaderOf = (loader: object | undefined) => (loader ? fitLoaders.get(loader) : undefined);
