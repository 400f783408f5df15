import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import * as build from "virtual:react-router/server-build";
import { createRequestHandler, RouterContextProvider } from "react-router";
import { type App, type AppParts, createApp } from "#app/composition.server.ts";
import { appContext, type RequestFacts, requestFacts } from "#app/context.ts";
import { plainDeskAddress } from "#app/http/desk/desk-address.ts";
import { Listener } from "#app/http/edge/listener.server.ts";
import { Refusals } from "#app/http/edge/refusals.server.ts";
import { refuseHost } from "#app/http/edge/refused-host.server.ts";
import { StaticFiles } from "#app/http/edge/static-files.server.ts";
import { drawTooManyRequests } from "#app/http/edge/too-many-requests.server.tsx";
import { UNDRAWN, UndrawnLimit } from "#app/http/edge/undrawn-limit.server.ts";
import { type Begun, FastLane } from "#app/http/lane/fast-lane.server.ts";
import { AppLightContext } from "#app/http/lane/light-request.server.ts";
import { readIncoming, writeOutgoing } from "#app/http/node-adapter.ts";
import { secure, securityHeaders } from "#app/http/security-headers.server.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { BucketSize } from "#app/infrastructure/limits/address-buckets.ts";

/** All that our pages, the API and the webhooks are asked with. */
const METHODS = ["GET", "HEAD", "POST"];

export type RunningServer = { app: App; port: number; close(): Promise<void> };

export type ServerParts = AppParts & { undrawn?: BucketSize };

/**
 * Serves the built app. `close` stops accepting, finishes running work, flushes and closes. Takes the port first: if it is
 * in use, nothing was opened, migrated or processed. Throws `PortError` and the errors of `createApp`.
 */
export async function startServer(config: Config, parts: ServerParts = {}): Promise<RunningServer> {
  const common = securityHeaders(config);
  const refusals = new Refusals(common);
  const files = await StaticFiles.load(path.resolve("build/client"), common, refusals);
  const app = await createApp(config, parts);
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
    isTelegram: (secret) => app.concierge?.isTelegram(secret) ?? false,
    now: () => performance.now(),
    size: parts.undrawn ?? UNDRAWN,
  });
  const lane = new FastLane({ build, handle, contextOf, lightContextOf, config, limit, logger });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse, begun?: Begun) {
    const refusal = limit.refusal(incoming);
    if (refusal) {
      refusal.send(incoming, outgoing);
      return;
    }
    const read = await readIncoming(incoming, config);
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

  function take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> | null {
    if (!METHODS.includes(incoming.method ?? "")) {
      refusals.send(outgoing, 405, { Allow: METHODS.join(", ") });
      return null;
    }
    const refused = refuseHost(incoming, outgoing, config, logger);
    if (refused) return refused;
    const taken = lane.take(incoming, outgoing, (begun) => answer(incoming, outgoing, begun));
    if (taken) return taken;
    return files.take(incoming, outgoing) ? null : answer(incoming, outgoing);
  }

  const listener = new Listener({ handle: take, refusals, logger });
  await listener.listen(config.port, config.host);
  return {
    app,
    port: listener.port,
    async close() {
      await listener.close();
      await app.close();
    },
  };
}
