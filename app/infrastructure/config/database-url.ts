import { isLoopbackHost } from "./networks.ts";

/** A server, or the folder of its socket. */
export type DatabaseServer = { host: string; port: number };

/**
 * `none`: plain text. `offered`: TLS if the server supports it. `unchecked`: TLS with any certificate.
 * `checked`: TLS with a certificate of a known authority for this host.
 */
export type DatabaseTls = "none" | "offered" | "unchecked" | "checked";

export type DatabaseAddress = {
  /** In the order in which they are tried. Never empty. */
  servers: DatabaseServer[];
  /** `undefined`: libpq's defaults and variables apply. */
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  tls: DatabaseTls;
  /** The file of the certificate authority; `null`: those that Node knows. */
  caFile: string | null;
  /** Parameters that other programs read and this app ignores. */
  dropped: string[];
};

/** `problem` names the mistake and never repeats a value, which can be the password. */
export type ReadDatabaseUrl = { address: DatabaseAddress } | { problem: string };

const PARTS = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
const DEFAULT_PORT = 5432;
/** libpq's modes (postgresql.org/docs/current/libpq-ssl.html) and node-postgres' `no-verify`. Every mode that requires TLS is checked. */
const TLS_OF: Record<string, DatabaseTls> = {
  disable: "none",
  allow: "offered",
  prefer: "offered",
  require: "checked",
  "verify-ca": "checked",
  "verify-full": "checked",
  "no-verify": "unchecked",
  true: "checked",
  "1": "checked",
};
const READ = new Set(["host", "port", "user", "password", "dbname", "sslmode", "ssl", "sslrootcert"]);
/** Parameters that hosting companies print for libpq, Prisma and other drivers. The app sets up its sessions itself. */
const FOREIGN = new Set(
  "application_name channel_binding connect_timeout connection_limit fallback_application_name gssencmode keepalives keepalives_count keepalives_idle keepalives_interval options pgbouncer pool_timeout prepareThreshold schema sslnegotiation sslsni statement_cache_size supa target_session_attrs tcp_user_timeout uselibpqcompat".split(
    " ",
  ),
);

/** Reads a connection URI as libpq does (section 34.1.1.2 of PostgreSQL's manual): several hosts, sockets, parameters in place of parts. */
export function readDatabaseUrl(text: string): ReadDatabaseUrl {
  const [whole, account = "", authority = "", path = "", query = ""] = PARTS.exec(text) ?? [];
  if (whole === undefined) return { problem: "must look like postgres://user:password@host:5432/database" };
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].find((name) => !READ.has(name) && !FOREIGN.has(name));
  if (unknown !== undefined) return { problem: `the parameter ${unknown} is not known here: remove it` };
  const mode = parameters.get("sslmode") ?? parameters.get("ssl") ?? "disable";
  const tls = TLS_OF[mode];
  if (!tls) return { problem: "sslmode must be verify-full, or disable for this machine" };
  const [user, password] = account.split(/:(.*)/s);
  try {
    const servers = serversOf(authority, parameters);
    if (!servers) return { problem: "its hosts or ports cannot be read" };
    const caFile = parameters.get("sslrootcert");
    return {
      address: {
        servers,
        user: parameters.get("user") ?? (decodeURIComponent(user ?? "") || undefined),
        password: parameters.get("password") ?? (decodeURIComponent(password ?? "") || undefined),
        database: parameters.get("dbname") ?? (decodeURIComponent(path) || undefined),
        tls: caFile !== null && mode === "disable" && !parameters.has("sslmode") ? "checked" : tls,
        caFile: caFile === "system" ? null : caFile,
        dropped: [...new Set(parameters.keys())].filter((name) => FOREIGN.has(name)),
      },
    };
  } catch (error) {
    if (error instanceof URIError) return { problem: "a % in it is no escape: write %25 for it" };
    throw error;
  }
}

/** `null`: a port is invalid, or the number of ports does not match the number of hosts. */
function serversOf(authority: string, parameters: URLSearchParams): DatabaseServer[] | null {
  const named = parameters.get("host");
  const written = named === null ? authority.split(",").map(hostAndPort) : named.split(",").map((host) => ({ host }));
  const ports = (parameters.get("port") ?? "").split(",").filter(Boolean);
  if (ports.length > 1 && ports.length !== written.length) return null;
  const servers = written.map(({ host, port }: { host: string; port?: string }, at) => ({
    host: decodeURIComponent(host) || "localhost",
    port: Number(port || ports[at] || ports[0] || DEFAULT_PORT),
  }));
  return servers.every(({ port }) => Number.isInteger(port) && port > 0 && port < 65_536) ? servers : null;
}

/** `host`, `host:port`, `[::1]:port`. */
function hostAndPort(text: string): { host: string; port?: string } {
  const [, bracketed, bare = "", port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? [];
  return { host: bracketed ?? bare, ...(port !== undefined && { port }) };
}

export const isSocketFolder = ({ host }: DatabaseServer) => host.startsWith("/");

/** All traffic stays on this machine. */
export const isOnThisMachine = ({ servers }: DatabaseAddress) =>
  servers.every((server) => isSocketFolder(server) || isLoopbackHost(server.host));
