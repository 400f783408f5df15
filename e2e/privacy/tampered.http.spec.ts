import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { demoSignIn, seedDemoOperator } from "#app/demo/demo-operator.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { atTheDesk, signInOver } from "../support/desk/desk.ts";
import { application, form, send } from "../support/http.ts";
import { linkIn } from "../support/mail/outbox.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { jobs } from "../support/records/jobs.ts";
import { breakConsents, identityOf } from "../support/records/people.ts";
import { changeRequest, requestById, requestOf, type StoredRequest } from "../support/records/requests.ts";
import { freePort } from "../support/servers/free-port.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

async function joined(practice: Practice) {
  const [{ id: serviceId, slug }, address] = [await practice.service(), somebody()];
  await send(`${practice.origin}/booking/no-slots/?service_slug=${slug}`, application(address));
  const { link } = linkIn((await practice.mailTo(address)).text);
  const { id } = await requestOf(practice, serviceId);
  return { id, address, link };
}

const FROM: Record<string, (practice: Practice, request: StoredRequest) => Promise<string | null>> = {
  "another person's request": async (_, { encryptedContactValue }) => encryptedContactValue,
  "another table": async (practice, request) => (await identityOf(practice, request)).encryptedContactValue,
};
for (const [where, source] of Object.entries(FROM)) {
  test(`a ciphertext copied from ${where} is not decrypted; nobody is mailed`, async ({ practice }) => {
    const [anna, boris] = [await joined(practice), await joined(practice)];
    await practice.jobsDone();
    const mailsBefore = (await practice.mails()).length;
    const encryptedContactValue = await source(practice, await requestById(practice, boris.id));
    await changeRequest(practice, anna.id, { encryptedContactValue });
    expect(encryptedContactValue?.split(".")).toHaveLength(5);

    expect((await send(anna.link)).status).toBe(200);
    const download = await send(`${anna.link}data/`, { method: "POST" });
    expect(download.status).toBe(500);
    const { cookie } = await atTheDesk(practice);
    const { headers, ...reveal } = form({ intent: "reveal" });
    const revealed = await send(`${practice.origin}/desk/requests/${anna.id}/`, {
      ...reveal,
      headers: { ...headers, Origin: practice.origin, Cookie: cookie },
    });
    expect(revealed.status).toBe(409);
    for (const { body } of [download, revealed]) {
      expect(body).not.toContain(anna.address);
      expect(body).not.toContain(boris.address);
    }

    await send(
      `${practice.origin}/waitlist/leave/`,
      form({ preferred_contact_method: "email", contact_email: anna.address }),
    );
    const wish = async () =>
      (await jobs(practice, "answer-leave-wish")).filter(({ about, output }) => about.includes(anna.id) && output);
    await expect.poll(async () => (await wish()).length).toBe(1);
    expect(JSON.stringify((await wish()).map(({ output }) => output))).not.toContain("@");
    expect(await practice.mails()).toHaveLength(mailsBefore);

    expect((await send(anna.link, form({ intent: "erase", confirmed: "yes" }))).status).toBe(200);
    expect(await requestById(practice, anna.id)).toMatchObject({ status: "closed", encryptedContactValue: null });
    const { status, encryptedContactValue: kept } = await requestById(practice, boris.id);
    expect([status, kept]).toEqual(["new", expect.any(String)]);
  });
}

test("a consent whose hash does not match is reported at start, in log and on the desk", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-tampered-"));
  await migratedEmbedded(path.join(folder, "data"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { PORT: String(port) };
  const config = readConfig({ DATA_DIR: path.join(folder, "data") });
  try {
    const first = new AppProcess(env, folder);
    await first.ready();
    const answer = await send(`${origin}/booking/no-slots/?service_slug=primary`, application(somebody()));
    expect(answer.status).toBe(303);
    expect(await first.kill("SIGTERM")).toBe(0);
    expect(await first.log()).not.toContain("consents do not match");

    const connection = await openConnection(config.database);
    await breakConsents(connection, "communications");
    const demo = { cipher: new ContactCipher(config.keys), linkKey: config.keys.link[0].secret, now: new Date() };
    await seedDemoOperator(connection.db, demo);
    await connection.close();

    const second = new AppProcess(env, folder);
    await second.ready();
    const reported = async () =>
      (await second.log()).split("\n").find((line) => line.includes("consents do not match their text"));
    await expect.poll(reported).toBeDefined();
    expect(JSON.parse((await reported()) ?? "{}")).toMatchObject({ type: "communications", rows: 1 });
    const cookie = await signInOver(origin, demoSignIn(config.keys.link[0].secret));
    const { body } = await send(`${origin}/desk/faults/`, { headers: { Cookie: cookie } });
    expect(body).toContain("Нужно внимание");
    expect(await second.kill("SIGTERM")).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
