/** A message of PostgreSQL's protocol, without its length. */
export type Message = { type: string; body: Buffer };

/** Splits a stream into messages, wherever its packets end. */
export function messages(onMessage: (message: Message) => void, { firstHasType }: { firstHasType: boolean }) {
  let bytes = Buffer.alloc(0);
  let hasType = firstHasType;
  return (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const head = hasType ? 1 : 0;
      if (bytes.length < head + 4) return;
      const end = head + bytes.readUInt32BE(head);
      if (bytes.length < end) return;
      const type = bytes.toString("latin1", 0, head);
      const body = bytes.subarray(head + 4, end);
      bytes = bytes.subarray(end);
      hasType = true;
      onMessage({ type, body });
    }
  };
}

/** A zero-terminated text. */
export function textAt(body: Buffer, at: number): string {
  return body.toString("utf8", at, body.indexOf(0, at));
}

/** The values of a `Bind`, and the name of its statement; `null` where a value is null. */
export function valuesOf(body: Buffer): { name: string; values: (string | null)[] } {
  const named = body.indexOf(0) + 1;
  const name = textAt(body, named);
  let at = body.indexOf(0, named) + 1;
  at += 2 + 2 * body.readUInt16BE(at);
  const count = body.readUInt16BE(at);
  at += 2;
  const values: (string | null)[] = [];
  while (values.length < count) {
    const length = body.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : body.toString("utf8", at, at + length));
    at += Math.max(0, length);
  }
  return { name, values };
}
