import { type App, createApp } from "#app/composition.server.ts";
import { Listener } from "#app/http/edge/listener.server.ts";
import { Refusals } from "#app/http/edge/refusals.server.ts";
import { StaticFiles } from "#app/http/edge/static-files.server.ts";
import { UNDRAWN } from "#app/http/edge/undrawn-limit.server.ts";
import { securityHeaders } from "#app/http/security-headers.server.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { BucketSize } from "#app/infrastructure/limits/address-buckets.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { fromRoot } from "#app/infrastructure/root-folder.ts";
import type { AppParts } from "#app/wiring/foundation.server.ts";
import { type Take, takeFor } from "./take.ts";

export type RunningServer = { app: App; port: number; close(): Promise<void> };
export type ServerParts = Omit<AppParts, "logger"> & { undrawn?: BucketSize };

/** May be requested while the app is being built. */
const AGAIN_IN_SECONDS = "5";

/**
 * Serves the built app. `close` stops accepting, finishes running work, flushes and closes. Takes the port first: if it is
 * in use, nothing was opened, migrated or processed. Throws `PortError` and the errors of `createApp`.
 */
export async function startServer(config: Config, parts: ServerParts = {}): Promise<RunningServer> {
  const common = securityHeaders(config);
  const refusals = new Refusals(common);
  const now = parts.clock ?? (() => new Date());
  const logger = createLogger(config.logLevel, () => now().getTime());
  let take: Take = (_, outgoing) => {
    refusals.send(outgoing, 503, { "Retry-After": AGAIN_IN_SECONDS });
    return null;
  };
  const listener = new Listener({ handle: (incoming, outgoing) => take(incoming, outgoing), refusals, logger });
  await listener.listen(config.port, config.host);
  const opened: App[] = [];
  async function close() {
    await listener.close();
    for (const app of opened) await app.close();
  }
  try {
    const files = await StaticFiles.load(fromRoot("build/client"), common, refusals);
    const app = await createApp(config, { ...parts, logger });
    opened.push(app);
    take = await takeFor(app, { config, refusals, files, undrawn: parts.undrawn ?? UNDRAWN });
    await app.start();
    return { app, port: listener.port, close };
  } catch (error) {
    await close();
    throw error;
  }
}
