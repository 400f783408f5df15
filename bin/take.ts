import type { IncomingMessage, ServerResponse } from "node:http";
import * as build from "virtual:react-router/server-build";
import { createRequestHandler, RouterContextProvider } from "react-router";
import type { App } from "#app/composition.server.ts";
import { appContext, type RequestFacts, requestFacts } from "#app/context.ts";
import { isFromMessenger } from "#app/http/chat/webhook.server.ts";
import { plainDeskAddress } from "#app/http/desk/desk-address.ts";
import { BodyLimits } from "#app/http/edge/body-limits.server.ts";
import { toOriginForm } from "#app/http/edge/host.ts";
import type { Refusals } from "#app/http/edge/refusals.server.ts";
import { refuseHost } from "#app/http/edge/refused-host.server.ts";
import { warnOfSilentProxy } from "#app/http/edge/silent-proxy.server.ts";
import type { StaticFiles } from "#app/http/edge/static-files.server.ts";
import { drawTooManyRequests } from "#app/http/edge/too-many-requests.server.tsx";
import { UndrawnLimit } from "#app/http/edge/undrawn-limit.server.ts";
import { type Begun, FastLane } from "#app/http/lane/fast-lane.server.ts";
import { AppLightContext } from "#app/http/lane/light-request.server.ts";
import { readIncoming, writeOutgoing } from "#app/http/node-adapter.ts";
import { secure } from "#app/http/security-headers.server.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { BucketSize } from "#app/infrastructure/limits/address-buckets.ts";

/** The methods that our pages, the API and the webhooks use. */
const METHODS = ["GET", "HEAD", "POST"];

/** `null`: already answered. */
export type Take = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> | null;
type Parts = { config: Config; refusals: Refusals; files: StaticFiles; undrawn: BucketSize };

/** Every request of the app, from the method to the answer. */
export async function takeFor(app: App, { config, refusals, files, undrawn }: Parts): Promise<Take> {
  const { logger } = app;
  const handle = createRequestHandler(build, "production");
  function contextOf(facts: RequestFacts): RouterContextProvider {
    const context = new RouterContextProvider();
    context.set(appContext, app);
    context.set(requestFacts, facts);
    return context;
  }
  const lightContextOf = (facts: RequestFacts) => new AppLightContext(app, facts);
  const answers = await drawTooManyRequests(config);
  const limit = new UndrawnLimit({
    config,
    answers,
    isMessenger: (headers) => isFromMessenger(app, headers),
    now: () => performance.now(),
    size: undrawn,
  });
  const bodyLimits = new BodyLimits(build);
  const edition = () => app.practiceMemory.edition;
  const lane = new FastLane({ build, handle, contextOf, lightContextOf, edition, config, limit, logger });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse, begun?: Begun) {
    const refusal = limit.refusal(incoming);
    if (refusal) {
      refusal.send(incoming, outgoing);
      return;
    }
    const read = await readIncoming(incoming, config, bodyLimits);
    if (!read) {
      refusals.send(outgoing, 400);
      return;
    }
    const facts = begun?.facts ?? read.facts;
    const context = contextOf(facts);
    begun?.replayIn(context);
    const plain = plainDeskAddress(new URL(read.request.url));
    const response =
      plain === null
        ? await handle(read.request, context)
        : new Response(null, { status: 308, headers: { Location: plain, "Cache-Control": "no-store" } });
    if (response.status === 200) facts.shown();
    await writeOutgoing(outgoing, secure(response, read.request, config), read.facts.bodyTooLarge);
  }

  return (incoming, outgoing) => {
    if (!METHODS.includes(incoming.method ?? "")) {
      refusals.send(outgoing, 405, { Allow: METHODS.join(", ") });
      return null;
    }
    toOriginForm(incoming);
    const refused = refuseHost(incoming, outgoing, config, logger);
    if (refused) return refused;
    warnOfSilentProxy(incoming, config, logger);
    const taken = lane.take(incoming, outgoing, (begun) => answer(incoming, outgoing, begun));
    if (taken) return taken;
    return files.take(incoming, outgoing) ? null : answer(incoming, outgoing);
  };
}
