import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as build from "virtual:react-router/server-build";
import { createRequestHandler, RouterContextProvider } from "react-router";
import sirv from "sirv";
import { type App, type AppParts, createApp } from "#app/composition.server.ts";
import { appContext, type RequestFacts, requestFacts } from "#app/context.ts";
import { codingFor } from "#app/http/content-coding.server.ts";
import { plainDeskAddress } from "#app/http/desk-address.ts";
import { type Begun, FastLane } from "#app/http/fast-lane.server.ts";
import { AppLightContext } from "#app/http/light-request.server.ts";
import { readIncoming, writeOutgoing } from "#app/http/node-adapter.ts";
import { secure } from "#app/http/security-headers.server.ts";
import type { Config } from "#app/infrastructure/config.ts";

/** A slow client may take this long to send its request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 15_000;

/** Others are refused before a Fetch request is made of them: it knows no TRACE or CONNECT. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Answers under way get this long to finish when the process is told to stop, in milliseconds. */
const SHUTDOWN_TIMEOUT_MS = 10_000;

export type RunningServer = { app: App; port: number; close(): Promise<void> };

/** Serves the built app. `close` stops accepting, finishes what runs, flushes and closes. */
export async function startServer(config: Config, parts?: AppParts): Promise<RunningServer> {
  const app = await createApp(config, parts);
  const handle = createRequestHandler(build, "production");
  function contextOf(facts: RequestFacts): RouterContextProvider {
    const context = new RouterContextProvider();
    context.set(appContext, app);
    context.set(requestFacts, facts);
    return context;
  }
  const lightContextOf = (facts: RequestFacts) => new AppLightContext(app, facts);
  const lane = new FastLane({ build, handle, contextOf, lightContextOf, config, logger: app.logger });
  const files = sirv(path.resolve("build/client"), {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, pathname) {
      const fingerprinted = pathname.startsWith("/assets/");
      response.setHeader(
        "Cache-Control",
        fingerprinted ? "public, max-age=31536000, immutable" : "public, max-age=3600",
      );
      response.setHeader("X-Content-Type-Options", "nosniff");
    },
  });

  async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse, begun?: Begun) {
    if (!METHODS.has(incoming.method ?? "")) {
      outgoing.writeHead(405, { Allow: [...METHODS].join(", ") }).end();
      return;
    }
    const read = await readIncoming(incoming, config.trustProxy);
    if (!read) {
      outgoing.writeHead(400).end();
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

  /** Browsers open connections ahead of what they will ask. Node takes these for busy. */
  const unused = new Set<Socket>();
  const server = http.createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (incoming, outgoing) => {
    unused.delete(incoming.socket);
    const failed = (error: unknown) => {
      if (!incoming.socket.destroyed) app.logger.fault("request failed", error);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    };
    const taken = lane.take(incoming, outgoing, (begun) => answer(incoming, outgoing, begun));
    if (taken) taken.catch(failed);
    else {
      // Our files come packed, and sirv knows no weights.
      incoming.headers["accept-encoding"] = codingFor(incoming.headers["accept-encoding"]?.toString()) ?? "identity";
      files(incoming, outgoing, () => answer(incoming, outgoing).catch(failed));
    }
  });
  server.on("connection", (socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, resolve);
  });

  return {
    app,
    port: portOf(server.address()),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of unused) socket.destroy();
      const sweeping = setInterval(() => server.closeIdleConnections(), 50);
      await Promise.race([closed, delay(SHUTDOWN_TIMEOUT_MS, undefined, { ref: false })]);
      clearInterval(sweeping);
      server.closeAllConnections();
      await closed;
      await app.close();
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}
