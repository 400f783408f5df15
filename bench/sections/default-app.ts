import { freePort } from "../support/app.ts";
import { type Server, startServer } from "../support/processes.ts";

const SERVE = "node_modules/@react-router/serve/bin.js";

/** The framework's own server with the same page, as its template makes it. */
export async function startDefaultApp(): Promise<Server> {
  const port = await freePort();
  return startServer([SERVE, "build/bench-default-app/server/index.js"], {
    port,
    path: "/",
    env: { PORT: String(port), HOST: "127.0.0.1" },
  });
}
