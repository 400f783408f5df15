import { describe, expect, it } from "vitest";
import { answerReader } from "./answers.mjs";

const PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nDate: now\r\n\r\n\r\n\r\nab";
const LATER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nDate: later\r\n\r\nab";
const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n0\r\n\r\n\r\nb\r\nhello world\r\n0\r\n\r\n";
const NOT_MODIFIED = "HTTP/1.1 304 Not Modified\r\nContent-Length: 6\r\n\r\n";

/** The reported statuses, with the bytes received by then. Each read is in the same buffer, as the generator's are. */
function read(text: string, packets: number[]) {
  const told: { status: string; after: number }[] = [];
  let after = 0;
  const reader = answerReader((status: string) => told.push({ status, after }));
  const buffer = Buffer.alloc(1024);
  for (const size of packets) {
    buffer.fill("?").write(text.slice(after, after + size), "latin1");
    after += size;
    reader(buffer, size);
  }
  return told;
}

describe("a response's end", () => {
  it.each([PAGE, LATER, CHUNKED, NOT_MODIFIED])("is found wherever packets end: %j", (text) => {
    const status = text.slice(9, 12);
    for (let first = 1; first < text.length; first += 1) {
      for (const second of [1, text.length - first].filter((size) => first + size <= text.length)) {
        const sizes = [first, second, text.length - first - second].filter((size) => size > 0);
        expect(read(text, sizes)).toEqual([{ status, after: text.length }]);
      }
    }
    expect(read(text, Array(text.length).fill(1))).toEqual([{ status, after: text.length }]);
  });

  it("is its own, whatever the response before", () => {
    const texts = [PAGE, PAGE, LATER, CHUNKED, PAGE, NOT_MODIFIED, PAGE];
    const told = read(
      texts.join(""),
      texts.map(({ length }) => length),
    );
    expect(told.map(({ status }) => status)).toEqual(["200", "200", "200", "200", "200", "304", "200"]);
  });

  it("is not passed over", () => {
    expect(() => read(`${LATER}c`, [LATER.length + 1])).toThrow("more came");
    expect(() => read(`${LATER}c`, [LATER.length - 1, 2])).toThrow("more came");
  });

  it("must be announced by the head", () => {
    const endless = "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nab";
    expect(() => read(endless, [endless.length])).toThrow("how long");
  });
});
