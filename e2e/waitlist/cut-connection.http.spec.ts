import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { application, send } from "../support/http.ts";
import { expectWhole, mailedTo } from "../support/offers/whole.ts";
import { expect, test } from "../support/practice.ts";
import { allRequests } from "../support/records/requests.ts";
import { freePort } from "../support/servers/free-port.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

const ADDRESSES = ["/booking/no-slots/?service_slug=primary", "/api/public/waitlist"];
/** How much of the body is sent: nothing, half, all but its last byte. */
const PARTS = [(_: number) => 0, (length: number) => length >> 1, (length: number) => length - 1];
const WAYS = ["ends", "resets"] as const;

/** Sends the head of a form's request and so many bytes of its body, then closes. Waits until the connection is closed. */
async function sendAndLeave(port: number, address: string, body: string, bytes: number, way: (typeof WAYS)[number]) {
  const socket = net.connect(port, "127.0.0.1");
  const gone = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => undefined);
  socket.resume();
  await new Promise((resolve) => socket.once("connect", resolve));
  const type = address.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded";
  const head = `POST ${address} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
  await new Promise((resolve) => socket.write(head + body.slice(0, bytes), resolve));
  if (way === "ends") socket.end();
  else socket.resetAndDestroy();
  await gone;
}

test("a connection that breaks during a submit leaves no row, no error and no log line", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-cut-"));
  await migratedEmbedded(path.join(folder, "data"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const app = new AppProcess({ PORT: String(port) }, folder);
  try {
    await app.ready();
    let visitors = 0;
    const fields = () => String(application(`gone.${visitors++}@example.org`).body);
    for (const address of ADDRESSES)
      for (const part of PARTS)
        for (const way of WAYS) {
          const form = fields();
          const body = address.startsWith("/api")
            ? JSON.stringify(Object.fromEntries(new URLSearchParams(form)))
            : form;
          await sendAndLeave(port, address, body, part(body.length), way);
        }
    const stayed = "stayed@example.org";
    expect((await send(origin + ADDRESSES[0], application(stayed))).status).toBe(303);
    const dataDir = path.join(folder, "data");
    await expect.poll(() => mailedTo(dataDir)).toEqual([stayed]);

    // After the last byte the request may be stored or not, but never by half.
    for (const way of WAYS) {
      const form = fields();
      await sendAndLeave(port, ADDRESSES[0] ?? "", form, form.length, way);
    }
    expect((await send(`${origin}/health/live`)).status).toBe(200);
    expect(await app.kill("SIGTERM")).toBe(0);
    const log = await app.log();
    expect(log).not.toMatch(/gone\.|example\.org/);
    expect(log.split("\n").filter((line) => /"level":[456]0|^\s+at |Error/.test(line))).toEqual([]);

    const config = readConfig({ DATA_DIR: dataDir });
    const connection = await openConnection(config.database);
    await expectWhole(connection, new ContactCipher(config.keys), [stayed], await mailedTo(dataDir));
    const rows = await allRequests(connection);
    await connection.close();
    expect(rows.length).toBeGreaterThanOrEqual(1);
    expect(rows.length).toBeLessThanOrEqual(1 + WAYS.length);
  } finally {
    await app.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
});
