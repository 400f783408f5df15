import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkAddress } from "./check-address.ts";
import { checkDatabase } from "./check-database.ts";
import { checkMachine } from "./check-machine.ts";
import { checkMail } from "./check-mail.ts";

let folder = "";
const opened: (Server | net.Server)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "doctor-"));
});
afterEach(async () => {
  for (const server of opened.splice(0)) await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function listening(server: Server | net.Server): Promise<number> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
const statesOf = (findings: { what: string; state: string }[]) => findings.map(({ what, state }) => [what, state]);

it("a public address is checked by a page and a form, as a browser sends one", async () => {
  let refuses = 403;
  const server = createServer(({ method }, response) => {
    response.statusCode = method === "POST" ? refuses : 200;
    response.end();
  });
  const publicOrigin = `http://127.0.0.1:${await listening(server)}`;
  const [, proxy] = await checkAddress({ publicOrigin });
  expect(proxy).toMatchObject({ what: "proxy", state: "fault", words: expect.stringContaining("TRUST_PROXY") });
  refuses = 400;
  expect(statesOf(await checkAddress({ publicOrigin }))).toEqual([
    ["address", "ok"],
    ["proxy", "ok"],
  ]);
  server.closeAllConnections();
  server.close();
  expect(await checkAddress({ publicOrigin })).toMatchObject([{ what: "address", state: "fault" }]);
});

it("a database that does not answer is told without its password", async () => {
  const closed = net.createServer();
  const port = await listening(closed);
  await new Promise((resolve) => opened.pop()?.close(resolve));
  const url = `postgres://anna:secret@127.0.0.1:${port}/practice`;
  const found = await checkDatabase({ database: { kind: "postgres", url } }, Date.now);
  expect(found).toMatchObject([{ what: "database", state: "fault", words: expect.stringContaining("ECONNREFUSED") }]);
  expect(JSON.stringify(found)).not.toContain("secret");
});

it("an embedded database is opened, and its clock compared", async () => {
  const database = { kind: "embedded", dataDir: folder } as const;
  const found = await checkDatabase({ database }, () => Date.now() - 60_000);
  expect(statesOf(found)).toEqual([
    ["database", "ok"],
    ["writing", "ok"],
    ["clock", "fault"],
  ]);
});

it("a refused password of the mail server is told; mails in files are a warning", async () => {
  const server = net.createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.write("220 mail.example ESMTP\r\n");
    socket.on("data", (sent) =>
      socket.write(/^EHLO/i.test(String(sent)) ? "250-mail.example\r\n250 AUTH PLAIN\r\n" : "535 5.7.8 no\r\n"),
    );
  });
  const url = `smtp://anna:secret@127.0.0.1:${await listening(server)}`;
  const [refused] = await checkMail({ mail: { kind: "smtp", url }, operatorEmail: "a@example.org" });
  expect(refused).toMatchObject({ what: "mail", state: "fault", words: expect.stringContaining("EAUTH") });
  expect(JSON.stringify(refused)).not.toContain("secret");
  const files = await checkMail({ mail: { kind: "outbox", dir: "outbox" }, operatorEmail: null });
  expect(files.map(({ state }) => state)).toEqual(["warning", "warning"]);
});

it("memory, disk and file rights are told", async () => {
  const found = await checkMachine(
    { database: { kind: "embedded", dataDir: folder }, dataDir: folder },
    path.join(folder, ".env"),
  );
  expect(found.map(({ what }) => what)).toEqual(["memory", "disk", "file rights"]);
});
