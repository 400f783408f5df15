import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { signInOver } from "../support/desk/desk.ts";
import { application, send } from "../support/http.ts";
import { mailsIn } from "../support/mail/outbox.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { freePort } from "../support/servers/free-port.ts";
import { AppProcess } from "../support/servers/process.ts";

// `.ci/run` runs this file on the newest long-term version of Node too.
test(`on Node ${process.versions.node}: starts, takes a request, mails, opens its desk`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-smoke-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const app = new AppProcess({ PORT: String(port), DEMO_PAST: "1" }, folder);
  try {
    await app.ready();
    const address = somebody();
    const joined = await send(`${origin}/booking/no-slots/?service_slug=primary`, application(address));
    expect(joined.status).toBe(303);
    const mailed = async () => (await mailsIn(path.join(folder, "data/outbox"))).filter(({ to }) => to === address);
    await expect.poll(async () => (await mailed()).length).toBe(1);

    const printed = /with\s(?<email>\S+),\spassword\s(?<password>\S+),\scode\s(?<code>\d{6})/.exec(
      await app.log(),
    )?.groups;
    const { email = "", password = "", code = "" } = printed ?? {};
    const cookie = await signInOver(origin, { email, password, code });
    const desk = await send(`${origin}/desk/`, { headers: { Cookie: cookie } });
    expect([desk.status, desk.body]).toEqual([200, expect.stringMatching(/\/desk\/requests\/[0-9a-f-]{36}\//)]);
    expect(await app.kill("SIGTERM")).toBe(0);
  } finally {
    await app.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
});
