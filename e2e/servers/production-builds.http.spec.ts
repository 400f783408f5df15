import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { form, send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { freePort } from "../support/servers/free-port.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

/** A warning that only the library's development build contains. */
const DEVELOPMENT = {
  "react-router": "No routes matched location",
  react: "Each child in a list should have a unique",
};

async function scriptsOf(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const scripts = files.filter(({ name }) => name.endsWith(".js"));
  return (
    await Promise.all(scripts.map(({ parentPath, name }) => readFile(path.join(parentPath, name), "utf8")))
  ).join();
}

test("both bundles contain production builds of React Router, and the client React's", async () => {
  const [server, client] = [await scriptsOf("build/server"), await scriptsOf("build/client")];
  for (const bundle of [server, client]) {
    expect(bundle).toContain("__reactRouterContext");
    for (const warning of Object.values(DEVELOPMENT)) expect(bundle).not.toContain(warning);
  }
  expect(client).toContain("Minified React error");
});

const coverage = z.object({ result: z.array(z.object({ url: z.string() })) });

test("the process runs production builds alone, whatever NODE_ENV is", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-builds-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  await migratedEmbedded(path.join(folder, "data"));
  const seen = path.join(folder, "coverage");
  const app = new AppProcess({ PORT: String(port), NODE_ENV: "development", NODE_V8_COVERAGE: seen }, folder);
  try {
    await app.ready();
    expect((await send(`${origin}/booking/no-slots/?service_slug=primary`)).status).toBe(200);
    expect((await send(`${origin}/desk/sign-in/`)).status).toBe(200);
    expect((await send(`${origin}/booking/no-slots/?service_slug=primary`, form({}))).status).toBe(400);
    expect(await app.kill("SIGTERM")).toBe(0);
    // Node records which files the process ran.
    const files = await readdir(seen);
    const parsed = await Promise.all(
      files.map(async (file) => coverage.parse(JSON.parse(await readFile(path.join(seen, file), "utf8")))),
    );
    const ran = parsed.flatMap(({ result }) => result.map(({ url }) => url));
    const libraries = ran.filter((url) => /node_modules\/(?:react|react-dom|react-router|scheduler)\//.test(url));
    expect(libraries.filter((url) => url.includes("react-dom-server.edge.production"))).toHaveLength(1);
    expect(libraries.filter((url) => /development|react-router/.test(url))).toEqual([]);
  } finally {
    await app.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
});
