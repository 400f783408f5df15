import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Config } from "@react-router/dev/config";
import { brotlied, gzipped } from "./app/http/content-coding.server.ts";

/** Files are packed once, as hard as can be, and not for each who asks for them. */
async function packFiles(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter(({ name }) => /\.(js|css|txt)$/.test(name))) {
    const name = path.join(file.parentPath, file.name);
    const body = await readFile(name);
    const packed = { br: await brotlied(body, 11), gz: await gzipped(body) };
    for (const [end, bytes] of Object.entries(packed)) {
      if (bytes.length < body.length) await writeFile(`${name}.${end}`, bytes);
    }
  }
}

export default {
  ssr: true,
  routeDiscovery: { mode: "initial" },
  serverBuildFile: "[name].js",
  future: {
    v8_middleware: true,
    v8_splitRouteModules: true,
    v8_viteEnvironmentApi: true,
    v8_passThroughRequests: true,
    v8_trailingSlashAwareDataRequests: true,
  },
  buildEnd: ({ reactRouterConfig }) => packFiles(path.join(reactRouterConfig.buildDirectory, "client")),
} satisfies Config;
