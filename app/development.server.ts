import { type App, createApp } from "./composition.server.ts";
import { readConfig } from "./infrastructure/config.ts";

declare global {
  var developmentAppPromise: Promise<App> | undefined;
}

/** Kept on `globalThis`: a reload of the code must not open the embedded database twice. */
export function developmentApp(): Promise<App> {
  globalThis.developmentAppPromise ??= startedApp();
  return globalThis.developmentAppPromise;
}

async function startedApp(): Promise<App> {
  const app = await createApp(readConfig());
  await app.start();
  return app;
}
