import http from "node:http";

export const PHONE =
  "Mozilla/5.0 (Linux; Android 13; SM-A245F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

/** `bytes` as received, in any coding. `body`: the text with plain spaces for no-break ones. */
export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string; bytes: Buffer };
type Sending = { method?: string; headers?: Record<string, string>; body?: string | Buffer; agent?: http.Agent };

/** Words as a reader sees them: where lines may break, no test of words asks. */
export const plainSpaces = (text: string) => text.replaceAll("\u00a0", " ");

/** A raw request with any header: `fetch` would not send some of them. */
export function send(address: string, { method = "GET", headers = {}, body, agent }: Sending = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length =
      body === undefined || headers["Transfer-Encoding"] ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const request = http.request(
      address,
      { method, headers: { "User-Agent": PHONE, ...length, ...headers }, ...(agent ? { agent } : {}) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: plainSpaces(bytes.toString()),
            bytes,
          });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

export const form = (fields: Record<string, string> | [string, string][]): Sending => ({
  method: "POST",
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

/** The waitlist's form, filled in whole with an e-mail address. */
export const application = (address: string, window = "any") =>
  form({
    preferred_contact_method: "email",
    contact_email: address,
    preferred_time_window: window,
    consent_personal_data: "on",
    consent_communications: "on",
  });

export const json = (value: unknown): Sending => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(value),
});

/** The headers of an answer whose sealed address is replaced by its length: the seal differs at every request. */
export const withoutSeal = ({ location, ...headers }: Answer["headers"]) => ({
  ...headers,
  location: location?.replace(/of=.*/, ({ length }) => `of=${length}`),
});
