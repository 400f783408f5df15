import net from "node:net";

export type Statement = { text: string; values: (string | null)[] };

/**
 * A wire to PostgreSQL that writes down each whole transaction as the statements and values that went over it
 * (https://www.postgresql.org/docs/15/protocol-message-formats.html).
 */
export async function recordingWire(target: URL, onTransaction: (statements: Statement[]) => void) {
  const server = net.createServer((client) => {
    const database = net.connect(Number(target.port || 5432), target.hostname);
    const read = reader(onTransaction);
    client.on("data", (chunk) => {
      read(chunk);
      database.write(chunk);
    });
    database.pipe(client);
    client.on("error", () => database.destroy());
    database.on("error", () => client.destroy());
    client.on("close", () => database.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = new URL(target);
  [url.hostname, url.port] = ["127.0.0.1", String(address.port)];
  return { url: url.href, close: () => void server.close() };
}

/** Reads what a client sends. Its first message has no type: it is the start of the session. */
function reader(onTransaction: (statements: Statement[]) => void): (chunk: Buffer) => void {
  const prepared = new Map<string, string>();
  let bytes = Buffer.alloc(0);
  let begun = false;
  let transaction: Statement[] | null = null;

  function happened({ text, values }: Statement) {
    const word = text.trim().toLowerCase();
    if (word === "begin") transaction = [];
    else if (word === "commit" || word === "rollback") {
      if (transaction && word === "commit") onTransaction(transaction);
      transaction = null;
    } else transaction?.push({ text, values });
  }

  return (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const head = begun ? 1 : 0;
      if (bytes.length < head + 4) return;
      const end = head + bytes.readUInt32BE(head);
      if (bytes.length < end) return;
      const type = begun ? String.fromCharCode(bytes[0] ?? 0) : "";
      const message = bytes.subarray(head + 4, end);
      bytes = bytes.subarray(end);
      begun = true;
      if (type === "Q") happened({ text: words(message, 1).join(""), values: [] });
      if (type === "P") {
        const [name = "", text = ""] = words(message, 2);
        prepared.set(name, text);
      }
      if (type === "B") happened(bound(message, prepared));
    }
  };
}

/** The first texts of a message, each of which ends with a zero. */
function words(message: Buffer, count: number): string[] {
  return message.toString("utf8").split("\0").slice(0, count);
}

function bound(message: Buffer, prepared: Map<string, string>): Statement {
  const portal = message.indexOf(0) + 1;
  let at = message.indexOf(0, portal) + 1;
  const text = prepared.get(message.toString("utf8", portal, at - 1)) ?? "";
  at += 2 + 2 * message.readUInt16BE(at);
  const values = Array.from({ length: message.readUInt16BE(at) }, () => null as string | null);
  at += 2;
  for (let value = 0; value < values.length; value += 1) {
    const length = message.readInt32BE(at);
    at += 4;
    if (length < 0) continue;
    values[value] = message.toString("utf8", at, at + length);
    at += length;
  }
  return { text, values };
}
