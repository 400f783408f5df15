import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { withDatabase } from "../../e2e/support/servers/postgres.ts";
import { recordingWire, type Statement, sessionRecorder, turnsOf } from "./wire.ts";

function message(type: string, ...parts: (string | number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(typeof part === "string" ? `${part}\0` : part)));
  const head = Buffer.alloc(type.length + 4);
  head.write(type, "latin1");
  head.writeUInt32BE(body.length + 4, type.length);
  return Buffer.concat([head, body]);
}

const START = message("", [0, 3, 0, 0], "user", "postgres", [0]);
const READY = message("Z", [73]);
const query = (text: string) => message("Q", text);
const parse = (name: string, text: string) => message("P", name, text, [0, 0]);
/** Two values, a text and a null. */
const bind = (name: string, value: string) =>
  message(
    "B",
    "",
    name,
    [0, 0],
    [0, 2],
    [0, 0, 0, value.length],
    [...Buffer.from(value)],
    [255, 255, 255, 255],
    [0, 0],
  );

/** What is recorded of a session of these messages, each direction cut into packets of that many bytes. */
function recorded(messages: Buffer[], packet: number): Statement[][] {
  const transactions: Statement[][] = [];
  const session = sessionRecorder((statements) => transactions.push(statements));
  for (const bytes of messages) {
    const read = bytes.equals(READY) ? session.answered : session.asked;
    for (let at = 0; at < bytes.length; at += packet) read(bytes.subarray(at, at + packet));
  }
  return transactions;
}

describe("a transaction on the wire", () => {
  const session = [START, READY, parse("one", "select $1, $2"), query("begin"), READY];

  it.each([1, 3, 1000])("records which statements were sent before an earlier response, in packets of %i", (packet) => {
    const turns = [bind("one", "a"), bind("one", "b"), READY, bind("one", "c"), READY, READY, bind("one", "d"), READY];
    const [statements = []] = recorded([...session, ...turns, query("commit"), READY], packet);
    const text = "select $1, $2";
    expect(statements).toEqual([
      { text, values: ["a", null], together: false },
      { text, values: ["b", null], together: true },
      // Only the first of two responses had arrived: it did not wait for the other.
      { text, values: ["c", null], together: true },
      { text, values: ["d", null], together: false },
    ]);
    expect(turnsOf(statements)).toBe(2);
  });

  it("is not recorded when rolled back, nor are statements outside of one", () => {
    const rolledBack = [...session, bind("one", "a"), READY, query("rollback"), READY, bind("one", "b"), READY];
    expect(recorded(rolledBack, 1000)).toEqual([]);
  });

  it.skipIf(!process.env.TEST_DATABASE_URL)("is recorded as postgres.js sends it to a server", async () => {
    const transactions = await withDatabase(async (url) => {
      const seen: Statement[][] = [];
      const wire = await recordingWire(new URL(url), (statements) => seen.push(statements));
      const sql = postgres(wire.url, { max: 1, fetch_types: false });
      // The first time prepares, and waits for that.
      for (let time = 0; time < 2; time += 1) {
        await sql.begin(async (tx) => {
          await Promise.all([tx`select pg_sleep(0.05), 1`, tx`select 2`]);
          await tx`select ${"3"}::text`;
        });
      }
      await sql.end();
      wire.close();
      return seen;
    });
    expect(transactions.at(-1)).toEqual([
      { text: "select pg_sleep(0.05), 1", values: [], together: false },
      { text: "select 2", values: [], together: true },
      { text: "select $1::text", values: ["3"], together: false },
    ]);
  });
});
