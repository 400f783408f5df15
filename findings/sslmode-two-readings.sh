#!/usr/bin/env bash
# Expected: two PostgreSQL clients read one URL alike, as libpq documents `sslmode`: `require` encrypts and checks no certificate.
# What happens, on a server with a self-signed certificate: postgres.js connects with `require` and refuses `no-verify`; pg (below
# pg-boss) refuses `require`, which it reads as `verify-full`, and connects with `no-verify`. Neither URL serves both.
# We parse the URL once and give both the same `ssl` (docs/operations.md).
# postgres 3.4.9 and pg 8.23.1, seen on 2026-11-29. Needs openssl. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > npm.log
npm install --no-audit --no-fund --loglevel=error postgres@3.4.9 pg@8.23.1 > npm.log
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost 2> openssl.log
cat > look.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import net from "node:net";
import tls from "node:tls";
import pg from "pg";
import postgres from "postgres";

for (const name of ["postgres", "pg"])
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);

/** A server that goes as far as TLS: only a client that accepts its certificate sends anything through it. */
const certificate = { key: readFileSync("key.pem"), cert: readFileSync("cert.pem"), maxVersion: "TLSv1.2" };
let onAccepted = () => {};
const server = net.createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", () => {
    socket.write("S");
    const secured = new tls.TLSSocket(socket, { isServer: true, ...certificate });
    secured.once("data", () => onAccepted());
    secured.on("error", () => {});
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

function connects(client, sslmode) {
  const url = `postgres://someone@localhost:${server.address().port}/some?sslmode=${sslmode}`;
  return new Promise((resolve) => {
    onAccepted = () => resolve("accepts");
    const refused = () => resolve("refuses");
    if (client === "pg") {
      const one = new pg.Client({ connectionString: url });
      one.on("error", refused);
      one.connect().catch(refused);
    } else postgres(url, { max: 1 })`select 1`.catch(refused);
  });
}

const seen = {};
for (const client of ["postgres", "pg"])
  for (const sslmode of ["require", "no-verify", "verify-full"]) {
    seen[`${client} ${sslmode}`] = await connects(client, sslmode);
    console.log(client, sslmode, seen[`${client} ${sslmode}`]);
  }
const then = {
  "postgres require": "accepts",
  "postgres no-verify": "refuses",
  "postgres verify-full": "refuses",
  "pg require": "refuses",
  "pg no-verify": "accepts",
  "pg verify-full": "refuses",
};
for (const [key, was] of Object.entries(then)) if (seen[key] !== was) throw new Error(`${key}: ${seen[key]} now`);
process.exit();
SCRIPT
node --no-warnings look.mjs
