import net from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { LIMITS, type Limits, Listener } from "./listener.server.ts";
import { Refusals } from "./refusals.server.ts";

const GET = "GET / HTTP/1.1\r\nHost: practice.example\r\n\r\n";
const LAST = "GET / HTTP/1.1\r\nHost: practice.example\r\nConnection: close\r\n\r\n";
type Handle = ConstructorParameters<typeof Listener>[0]["handle"];
const ok: Handle = (_, outgoing) => {
  outgoing.writeHead(200, ["Content-Length", "2"]).end("ok");
  return null;
};

const open: Listener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

async function listening(handled: Handle, limits: Partial<Limits> = {}) {
  const fault = vi.fn();
  const handle = vi.fn(handled);
  const refusals = new Refusals({ "X-Common": "carried" });
  const listener = new Listener({ handle, refusals, logger: { fault }, limits: { ...LIMITS, ...limits } });
  await listener.listen(0, "127.0.0.1");
  open.push(listener);
  return { port: listener.port, fault, handle, listener };
}

/** Sends raw bytes. `closed`: everything received until the server closed the connection. */
function connect(port: number, bytes = "") {
  const socket = net.connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  // A reset is one way of closing.
  socket.on("error", () => undefined);
  if (bytes) socket.write(bytes);
  return { socket, closed: new Promise<string>((resolve) => socket.on("close", () => resolve(text))) };
}
const until = (socket: net.Socket, event: string) => new Promise((resolve) => socket.once(event, resolve));
const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

describe("the listener's limits", () => {
  it("closes a connection whose client does not read its response", async () => {
    const length = 32 * 1024 * 1024;
    let ended: Promise<unknown> | undefined;
    const { port } = await listening(
      (_, outgoing) => {
        ended = new Promise((resolve) => outgoing.on("close", resolve));
        outgoing.end(Buffer.alloc(length));
        return null;
      },
      { idleMs: 100 },
    );
    const { socket, closed } = connect(port, GET);
    await until(socket, "data");
    socket.pause();
    await ended;
    socket.resume();
    expect((await closed).length).toBeLessThan(length);
  });

  it("closes a connection beyond the limit at once, and serves the others", async () => {
    const { port } = await listening(ok, { connections: 1 });
    const first = connect(port, GET);
    await until(first.socket, "data");
    expect(await connect(port, GET).closed).toBe("");
    first.socket.write(LAST);
    expect(statuses(await first.closed)).toEqual([200, 200]);
    expect(statuses(await connect(port, LAST).closed)).toEqual([200]);
  });

  it("ends a connection with its last request, and ignores what was sent after it", async () => {
    const { port, handle } = await listening(ok, { requestsPerConnection: 2 });
    const text = await connect(port, GET.repeat(4)).closed;
    expect(statuses(text)).toEqual([200, 200]);
    expect(text.match(/^Connection: .*$/gm)).toEqual(["Connection: keep-alive", "Connection: close"]);
    expect(handle).toHaveBeenCalledTimes(2);
  });

  it("answers an incomplete request with 408", async () => {
    const { port } = await listening(ok, { requestMs: 60 });
    const text = await connect(port, GET.slice(0, -2)).closed;
    expect([statuses(text), text.includes("X-Common: carried")]).toEqual([[408], true]);
  });

  it("answers a request whose body stays away with 408", async () => {
    const reading: Handle = async (incoming) => {
      for await (const _ of incoming);
    };
    const { port } = await listening(reading, { requestMs: 60 });
    const text = await connect(port, "POST / HTTP/1.1\r\nHost: practice.example\r\nContent-Length: 9\r\n\r\nhalf")
      .closed;
    expect(statuses(text)).toEqual([408]);
  });

  it("answers a request whose body comes drop by drop with 408", async () => {
    const reading: Handle = async (incoming) => {
      for await (const _ of incoming);
    };
    const { port } = await listening(reading, { requestMs: 60 });
    const head = "POST / HTTP/1.1\r\nHost: practice.example\r\nContent-Length: 100000\r\n\r\n";
    const { socket, closed } = connect(port, head);
    const dripping = setInterval(() => socket.write("a"), 5);
    socket.once("data", () => clearInterval(dripping));
    expect(statuses(await closed)).toEqual([408]);
  });
});

describe("a request that cannot be served", () => {
  it.each([
    [
      "throws",
      () => {
        throw new Error("of a handler");
      },
    ],
    ["rejects", () => Promise.reject(new Error("of a handler"))],
  ] satisfies [string, Handle][])("is answered with 500 and logged once when its handler %s", async (_, handled) => {
    const { port, fault } = await listening(handled);
    const text = await connect(port, LAST).closed;
    expect([statuses(text), text.includes("X-Common: carried")]).toEqual([[500], true]);
    expect(fault.mock.calls).toEqual([["request failed", new Error("of a handler")]]);
  });

  it("contains nothing of the failed response", async () => {
    const { port } = await listening(async (_, outgoing) => {
      outgoing.setHeader("Content-Encoding", "br");
      throw new Error("of a handler");
    });
    const text = await connect(port, LAST).closed;
    expect([statuses(text), text.includes("Content-Encoding")]).toEqual([[500], false]);
  });

  it("is cut off when it fails half-sent, and never looks complete", async () => {
    const { port } = await listening(async (_, outgoing) => {
      await new Promise((resolve) => outgoing.write("half", resolve));
      throw new Error("of a handler");
    });
    const text = await connect(port, GET).closed;
    expect([statuses(text), text.endsWith("4\r\nhalf\r\n")]).toEqual([[200], true]);
  });

  it("never writes a refusal into a started response", async () => {
    const { port } = await listening(async (_, outgoing) => {
      await new Promise((resolve) => outgoing.write("half", resolve));
    });
    const { socket, closed } = connect(port, GET);
    await until(socket, "data");
    socket.write("no request at all\r\n\r\n");
    const text = await closed;
    expect([statuses(text), text.endsWith("4\r\nhalf\r\n")]).toEqual([[200], true]);
  });

  it("is refused without a Host, which only HTTP/1.0 may omit", async () => {
    const { port } = await listening(ok);
    expect(statuses(await connect(port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n").closed)).toEqual([400]);
    expect(statuses(await connect(port, "GET / HTTP/1.0\r\n\r\n").closed)).toEqual([200]);
  });
});

describe("the listener itself", () => {
  it("does not start on a used port", async () => {
    const { port } = await listening(ok);
    const second = new Listener({ handle: ok, refusals: new Refusals({}), logger: { fault: vi.fn() } });
    await expect(second.listen(port, "127.0.0.1")).rejects.toMatchObject({ name: "PortError", message: "EADDRINUSE" });
  });

  it("when closed, finishes responses in progress and waits for no unused connection", async () => {
    let finish = () => {};
    const { port, handle, listener } = await listening(async (_, outgoing) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      outgoing.end("whole");
    });
    const unused = connect(port);
    await until(unused.socket, "connect");
    const asking = connect(port, GET);
    await vi.waitFor(() => expect(handle).toHaveBeenCalled());
    const closing = listener.close();
    expect(await unused.closed).toBe("");
    finish();
    expect(await asking.closed).toContain("whole");
    await closing;
  });
});
