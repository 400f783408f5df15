import net from "node:net";

/** A proxy that a test can cut, silence and restore. */
export class TcpProxy {
  readonly port: number;
  readonly #server: net.Server;
  readonly #open = new Set<net.Socket>();
  #state: "open" | "cut" | "silent" = "open";

  private constructor(server: net.Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async to(target: URL): Promise<TcpProxy> {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const proxy = new TcpProxy(server, address.port);
    server.on("connection", (socket) => proxy.#join(socket, target));
    return proxy;
  }

  #join(socket: net.Socket, target: URL) {
    if (this.#state === "cut") return void socket.destroy();
    const other = net.connect(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [socket, other],
      [other, socket],
    ] as const) {
      this.#open.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#open.delete(from);
        to.destroy();
      });
      from.on("data", (chunk) => {
        if (this.#state === "open") to.write(chunk);
      });
    }
  }

  /** Existing connections break, and new ones do at once. */
  cut() {
    this.#state = "cut";
    for (const socket of this.#open) socket.destroy();
  }

  /** Connections stay open and carry nothing. */
  silence() {
    this.#state = "silent";
  }

  /** Silenced connections lost bytes and break; new ones work. */
  mend() {
    this.#state = "open";
    for (const socket of this.#open) socket.destroy();
  }

  async close() {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
