import net from "node:net";
import { type Message, messages, textAt, valuesOf } from "./wire-messages.ts";

/** `together`: sent before the response to the previous statement had arrived. */
export type Statement = { text: string; values: (string | null)[]; together: boolean };

/**
 * A proxy to PostgreSQL that records each whole transaction with its statements and values
 * (https://www.postgresql.org/docs/15/protocol-message-formats.html).
 */
export async function recordingWire(target: URL, onTransaction: (statements: Statement[]) => void) {
  const server = net.createServer((client) => {
    const database = net.connect(Number(target.port || 5432), target.hostname).setNoDelay(true);
    client.setNoDelay(true);
    const session = sessionRecorder(onTransaction);
    client.on("data", (chunk) => {
      session.asked(chunk);
      database.write(chunk);
    });
    database.on("data", (chunk) => {
      session.answered(chunk);
      client.write(chunk);
    });
    client.on("error", () => database.destroy());
    database.on("error", () => client.destroy());
    client.on("close", () => database.destroy());
    database.on("close", () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = new URL(target);
  [url.hostname, url.port] = ["127.0.0.1", String(address.port)];
  return { url: url.href, close: () => void server.close() };
}

/** Reads one connection in both directions, in order. */
export function sessionRecorder(onTransaction: (statements: Statement[]) => void) {
  const prepared = new Map<string, string>();
  let transaction: Statement[] | null = null;
  /** Each statement ends with ReadyForQuery, however many were sent before. */
  let unanswered = 0;

  function sent(text: string, values: Statement["values"]) {
    const word = text.trim().toLowerCase();
    if (word === "begin") transaction = [];
    else if (word === "commit" || word === "rollback") {
      if (transaction && word === "commit") onTransaction(transaction);
      transaction = null;
    } else transaction?.push({ text, values, together: unanswered > 0 });
    unanswered += 1;
  }

  function asked({ type, body }: Message) {
    if (type === "Q") sent(textAt(body, 0), []);
    if (type === "P") {
      const name = textAt(body, 0);
      prepared.set(name, textAt(body, Buffer.byteLength(name) + 1));
    }
    if (type === "B") {
      const { name, values } = valuesOf(body);
      sent(prepared.get(name) ?? "", values);
    }
  }

  return {
    // A client's first message has no type: it is the start of the session.
    asked: messages(asked, { firstHasType: false }),
    answered: messages(
      ({ type }) => {
        if (type === "Z") unanswered = Math.max(0, unanswered - 1);
      },
      { firstHasType: true },
    ),
  };
}

/** How often a transaction waits for a response; its beginning and its end are two more. */
export const turnsOf = (statements: Statement[]) => statements.filter(({ together }) => !together).length;
