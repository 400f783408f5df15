// How the generator parses responses: cheaply, since it shares the machine with what it measures, and completely.
const END_OF_HEAD = Buffer.from("\r\n\r\n");
const WITHOUT_BODY = ["204", "304"];

/** The last parsed head. Within a second a server writes the same one to everybody, so most are only compared. */
let known = { bytes: Buffer.alloc(0), status: "", body: 0 };

/** `body` is a number of bytes, or `null` for a chunked body; the whole is `null` while the head is incomplete. */
function headOf(bytes, size) {
  const { length } = known.bytes;
  if (length > 0 && size >= length && bytes.compare(known.bytes, 0, length, 0, length) === 0) return known;
  const end = bytes.subarray(0, size).indexOf(END_OF_HEAD);
  if (end === -1) return null;
  const text = bytes.toString("latin1", 0, end);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  if (!status) throw new Error(`no answer in HTTP: ${text.slice(0, 50)}`);
  known = { bytes: Buffer.from(bytes.subarray(0, end + END_OF_HEAD.length)), status, body: bodyOf(text, status) };
  return known;
}

function bodyOf(head, status) {
  if (WITHOUT_BODY.includes(status)) return 0;
  if (/^transfer-encoding: *chunked/im.test(head)) return null;
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length === undefined) throw new Error("an answer does not tell how long it is");
  return Number(length);
}

/** Where the last chunk ends; `null` while it has not arrived. */
function endOfChunks(bytes, start) {
  for (let at = start; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return null;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    if (Number.isNaN(size)) throw new Error("a chunk does not tell how long it is");
    at = line + 2 + size + 2;
    if (size === 0) return at;
    if (at > bytes.length) return null;
  }
}

/**
 * Reads the responses of one connection, whose next request is sent after the previous response. Calls back with the
 * status when a response is complete; throws for more bytes than its head announced.
 */
export function answerReader(onAnswer) {
  /** The part of a response whose end is not known yet. */
  let held = null;
  let status = "";
  /** Bytes still to come; `null` where that is not known. */
  let left = null;

  function begin(bytes, size) {
    const head = headOf(bytes, size);
    if (head === null) return;
    status = head.status;
    const end =
      head.body === null ? endOfChunks(bytes.subarray(0, size), head.bytes.length) : head.bytes.length + head.body;
    if (end !== null) left = end - size;
  }

  /** The first `size` bytes of a buffer, which may be overwritten afterwards. */
  return function read(bytes, size) {
    if (left !== null) left -= size;
    else if (held === null) {
      begin(bytes, size);
      if (left === null) held = Buffer.from(bytes.subarray(0, size));
    } else {
      held = Buffer.concat([held, bytes.subarray(0, size)]);
      begin(held, held.length);
    }
    if (left === null || left > 0) return;
    if (left < 0) throw new Error("more came than an answer's head told");
    left = null;
    held = null;
    onAnswer(status);
  };
}
