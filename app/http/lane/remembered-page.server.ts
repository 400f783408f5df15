import type { IncomingMessage, ServerResponse } from "node:http";
import { brotlied, codingFor, gzipped } from "#app/http/content-coding.server.ts";
import { RememberedAnswer } from "./remembered-answer.server.ts";

/** A rendered page in every coding, with all its headers. */
export class RememberedPage {
  readonly #answer: RememberedAnswer;
  #asked = 0;
  #pressed = false;

  private constructor(answer: RememberedAnswer) {
    this.#answer = answer;
  }

  static async of(response: Response): Promise<RememberedPage> {
    const identity = Buffer.from(await response.arrayBuffer());
    const [gzip, br] = await Promise.all([gzipped(identity), brotlied(identity, 7)]);
    return new RememberedPage(
      new RememberedAnswer(response.status, [...response.headers].flat(), { identity, gzip, br }),
    );
  }

  /** The memory of its bodies, in bytes. */
  get size(): number {
    return this.#answer.size;
  }

  /** Answers a GET or a HEAD. `false`: not shown, since the client accepts none of our codings or the status is not 200. */
  send(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const coding = codingFor(incoming.headers["accept-encoding"]?.toString());
    if (coding !== null) return this.#answer.send(incoming, outgoing, coding);
    this.#answer.sendNotAcceptable(outgoing);
    return false;
  }

  /** Counts a visitor. `true` from the second one until compressed: then the page is worth the strongest compression. */
  countVisitor(): boolean {
    this.#asked += 1;
    return this.#asked > 1 && !this.#pressed;
  }

  /** Takes thirty milliseconds. */
  async pressHarder(): Promise<void> {
    this.#pressed = true;
    this.#answer.repack("br", await brotlied(this.#answer.identity, 11));
  }
}
