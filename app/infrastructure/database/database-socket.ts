import { readFileSync } from "node:fs";
import net, { type Socket } from "node:net";
import tls from "node:tls";
import { type DatabaseAddress, type DatabaseServer, isSocketFolder } from "#app/infrastructure/config/database-url.ts";
import { SetUpError } from "./set-up-error.ts";

const CONNECT_WITHIN_MS = 5_000;
/** PostgreSQL's message "SSLRequest" (section 55.7 of its manual), and the answer of a server that has TLS. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const HAS_TLS = "S".charCodeAt(0);

/**
 * Opens sockets to the first server that accepts one, TLS included: postgres.js itself cycles through several hosts
 * without a pause, and checks a certificate for an IP address against "localhost".
 */
export class DatabaseSockets {
  readonly #address: DatabaseAddress;
  #first = 0;

  constructor(address: DatabaseAddress) {
    this.#address = address;
  }

  get count(): number {
    return this.#address.servers.length;
  }

  /** Starts with another server next time: this one could not do what was required. */
  skip(): void {
    this.#first = (this.#first + 1) % this.count;
  }

  /** Never rejects, since postgres.js would lose a place in its pool: the returned socket then fails with the fault. */
  async open(): Promise<Socket> {
    let fault: unknown;
    for (let at = 0; at < this.count; at += 1) {
      const index = (this.#first + at) % this.count;
      const server = this.#address.servers[index];
      if (!server) break;
      try {
        const socket = await this.#connect(server);
        this.#first = index;
        return socket;
      } catch (error) {
        fault = error;
      }
    }
    const broken = new net.Socket();
    setImmediate(() => broken.destroy(fault instanceof Error ? fault : new Error("no server")));
    return broken;
  }

  async #connect(server: DatabaseServer): Promise<Socket> {
    const { tls: wanted, caFile } = this.#address;
    const plain = isSocketFolder(server)
      ? net.connect(`${server.host}/.s.PGSQL.${server.port}`)
      : net.connect(server.port, server.host);
    await ready(plain, "connect");
    if (wanted === "none" || isSocketFolder(server)) return plain;
    const answer = ready(plain, "data");
    plain.write(SSL_REQUEST);
    if ((await answer)?.[0] !== HAS_TLS) {
      if (wanted === "offered") return plain;
      plain.destroy();
      throw new SetUpError(`The database has no TLS, and DATABASE_URL demands it. Nothing was said to it.`);
    }
    const secure = tls.connect({
      socket: plain,
      host: server.host,
      ...(net.isIP(server.host) === 0 && { servername: server.host }),
      rejectUnauthorized: wanted === "checked",
      ...(caFile !== null && { ca: readAuthority(caFile) }),
    });
    await ready(secure, "secureConnect");
    return secure;
  }
}

function readAuthority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new SetUpError("The file that sslrootcert of DATABASE_URL names cannot be read.", { cause: error });
  }
}

/** The first bytes of the event. Rejects, with the socket destroyed, on an error or after the timeout. */
function ready(socket: Socket, event: "connect" | "data" | "secureConnect"): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    const failed = (error: Error) => fail(error);
    const closed = () => fail(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
    const late = () => fail(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" }));
    socket.once("error", failed).once("close", closed).setTimeout(CONNECT_WITHIN_MS, late);
    socket.once(event, (bytes?: Buffer) => {
      socket.off("error", failed).off("close", closed).off("timeout", late).setTimeout(0);
      resolve(bytes);
    });
  });
}
