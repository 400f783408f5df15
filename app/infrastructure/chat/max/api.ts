import http from "node:http";
import https from "node:https";
import { rootCertificates } from "node:tls";
import { z } from "zod";
import type { MaxConfig } from "#app/infrastructure/config/messengers.ts";

/** Well within the minute for which a message is claimed. */
const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 1024 * 1024;

/** What MAX answered instead of doing it. `reason` is its sentence, which can tell two meanings of one `code` apart. */
export class MaxRefusal extends Error {
  override name = "MaxRefusal";
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  /** Seconds that MAX asked to wait. */
  readonly retryAfter: number | undefined;
  constructor(status: number, { code, reason, retryAfter }: { code: string; reason: string; retryAfter?: number }) {
    super(`max-${status}`);
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** An answer that is not the one that MAX describes: a page of a proxy, a redirect, a cut one. */
export const UNREADABLE = "unreadable";

type Query = Record<string, string | number | boolean>;
type Call = { method: "GET" | "POST" | "DELETE"; path: string; query?: Query; body?: object };
type Given = { status: number; wait: { retryAfter?: number }; text: string };

const refusal = z.object({ code: z.string().catch(""), message: z.string().catch("") });
const answered = z.looseObject({ success: z.boolean().optional() });

/**
 * The MAX Bot API (dev.max.ru/docs-api). Not `fetch`, which takes no authority of its own: MAX's certificate is of one that Node does
 * not know, and no other connection is to trust it.
 */
export class MaxApi {
  readonly #config: MaxConfig;

  constructor(config: MaxConfig) {
    this.#config = config;
  }

  /** Returns the parsed answer of a call that MAX says it has done. Throws `MaxRefusal`, and the connection's error. */
  async call<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> {
    const { status, wait, text } = await this.#ask(call);
    const json = parsedJson(text);
    const { code, message: reason } = refusal.safeParse(json).data ?? { code: UNREADABLE, message: "" };
    if (status !== 200) throw new MaxRefusal(status, { code, reason, ...wait });
    const done = answered.safeParse(json);
    // Status 200 does not mean that it was done: `success` does, where it is there.
    if (done.success && done.data.success === false) throw new MaxRefusal(status, { code, reason });
    const read = schema.safeParse(json);
    if (!read.success) throw new MaxRefusal(status, { code: UNREADABLE, reason: "" });
    return read.data;
  }

  #ask({ method, path, query = {}, body }: Call): Promise<Given> {
    const { token, apiRoot, ca } = this.#config;
    const url = new URL(path, apiRoot.endsWith("/") ? apiRoot : `${apiRoot}/`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const about = {
      method,
      headers: {
        Authorization: token,
        ...(sent && { "Content-Type": "application/json", "Content-Length": sent.length }),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
    };
    return new Promise((resolve, reject) => {
      const take = (response: http.IncomingMessage) => {
        const { statusCode: status = 0, headers } = response;
        const seconds = Number(headers["retry-after"]);
        const wait = Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {};
        textOf(response).then((text) => resolve({ status, wait, text }), reject);
      };
      const request = url.protocol === "https:" ? https.request(url, about, take) : http.request(url, about, take);
      request.on("error", reject).end(sent);
    });
  }
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > LARGEST_ANSWER) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
