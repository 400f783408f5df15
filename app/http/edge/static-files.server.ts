import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { codingFor } from "#app/http/content-coding.server.ts";
import { RememberedAnswer } from "#app/http/lane/remembered-answer.server.ts";
import type { Refusals } from "./refusals.server.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};
/** The build names these by their content. */
const FINGERPRINTED = "/assets/";
/** The build's suffixes of compressed files. */
const PACKED = /\.(?:br|gz)$/;

/** The built client, read once: a removed file or a lack of descriptors then affects nobody. */
export class StaticFiles {
  readonly #files: Map<string, RememberedAnswer>;

  readonly #refusals: Refusals;

  private constructor(files: Map<string, RememberedAnswer>, refusals: Refusals) {
    this.#files = files;
    this.#refusals = refusals;
  }

  /** Reads a folder recursively. Throws if it does not exist. */
  static async load(folder: string, securityHeaders: Record<string, string>, refusals: Refusals): Promise<StaticFiles> {
    const bodies = await read(folder);
    const files = new Map<string, RememberedAnswer>();
    for (const [address, identity] of bodies) {
      if (PACKED.test(address) && bodies.has(address.replace(PACKED, ""))) continue;
      const [br, gzip] = [bodies.get(`${address}.br`), bodies.get(`${address}.gz`)];
      const headers = { "Content-Type": typeOf(address), "Cache-Control": cachingOf(address), ...securityHeaders };
      const packed = { ...(br ? { br } : {}), ...(gzip ? { gzip } : {}) };
      files.set(address, new RememberedAnswer(200, Object.entries(headers).flat(), { identity, ...packed }));
    }
    return new StaticFiles(files, refusals);
  }

  /** `false`: no such file, and nothing was answered. */
  take(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const asked = incoming.url ?? "";
    const query = asked.indexOf("?");
    const file = this.#files.get(query < 0 ? asked : asked.slice(0, query));
    if (!file) return false;
    // A picture has one coding, and is sent in it even to a client that excludes all codings.
    const coding = codingFor(incoming.headers["accept-encoding"]?.toString()) ?? "identity";
    if (incoming.method === "GET" || incoming.method === "HEAD") file.send(incoming, outgoing, coding);
    else this.#refusals.send(outgoing, 405, { Allow: "GET, HEAD" });
    return true;
  }
}

/** The content of a folder, by the address of each file. */
async function read(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const bodies = files.map(async (file): Promise<[string, Buffer]> => {
    const address = path.relative(folder, file).split(path.sep).join("/");
    return [`/${encodeURI(address)}`, await readFile(file)];
  });
  return new Map(await Promise.all(bodies));
}

const typeOf = (address: string) => TYPES[path.extname(address)] ?? "application/octet-stream";

const cachingOf = (address: string) =>
  address.startsWith(FINGERPRINTED) ? "public, max-age=31536000, immutable" : "public, max-age=3600";
