import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { demoSignIn, seedDemoOperator } from "#app/demo/demo-operator.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { atTheDesk, signInOver } from "../support/desk/desk.ts";
import { freePort } from "../support/servers/free-port.ts";
import { application, form, send } from "../support/http.ts";
import { linkIn } from "../support/mail/outbox.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

async function joined(practice: Practice) {
  const [{ id: serviceId, slug }, address] = [await practice.service(), somebody()];
  await send(`${practice.origin}/booking/no-slots/?service_slug=${slug}`, application(address));
  const { link } = linkIn((await practice.mailTo(address)).text);
  const [row] = await practice.query("select id from waitlist_requests where service_id = $1", [serviceId]);
  return { id: String(row?.id), address, link };
}

const FROM = {
  "another person's request": "select encrypted_contact_value from waitlist_requests where id = $2",
  "another table":
    "select i.encrypted_contact_value from lead_identities i join waitlist_requests r on r.lead_id = i.lead_id where r.id = $2",
};
for (const [where, source] of Object.entries(FROM)) {
  test(`a ciphertext copied from ${where} opens nowhere, mails nobody, and does not keep its person from leaving`, async ({
    practice,
  }) => {
    const [anna, boris] = [await joined(practice), await joined(practice)];
    await practice.jobsDone();
    const mailsBefore = (await practice.mails()).length;
    const copied = await practice.query(
      `update waitlist_requests set encrypted_contact_value = (${source}) where id = $1 returning encrypted_contact_value as jwe`,
      [anna.id, boris.id],
    );
    expect(String(copied[0]?.jwe).split(".")).toHaveLength(5);

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
    const wish = () =>
      practice.query(
        "select output from pgboss.job where name = 'answer-leave-wish' and data->'requestIds' @> to_jsonb($1::text) and output is not null",
        [anna.id],
      );
    await expect.poll(async () => (await wish()).length, { timeout: 20_000 }).toBe(1);
    expect(JSON.stringify(await wish())).not.toContain("@");
    expect(await practice.mails()).toHaveLength(mailsBefore);

    expect((await send(anna.link, form({ intent: "erase", confirmed: "yes" }))).status).toBe(200);
    expect(
      await practice.query(
        "select id, status, encrypted_contact_value is null as destroyed from waitlist_requests where id in ($1, $2) order by id",
        [anna.id, boris.id],
      ),
    ).toEqual([
      { id: anna.id, status: "closed", destroyed: true },
      { id: boris.id, status: "new", destroyed: false },
    ]);
  });
}

test("a consent whose hash does not match is reported at start, in log and on the desk", async () => {
  test.setTimeout(180_000);
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
    await connection.run("update consents set document_sha256 = $1 where type = 'communications'", ["0".repeat(64)]);
    const demo = { cipher: new ContactCipher(config.keys), linkKey: config.keys.link[0].secret, now: new Date() };
    await seedDemoOperator(connection.db, demo);
    await connection.close();

    const second = new AppProcess(env, folder);
    await second.ready();
    const reported = (await second.log()).split("\n").find((line) => line.includes("consents do not match their text"));
    expect(JSON.parse(reported ?? "{}")).toMatchObject({ type: "communications", rows: 1 });
    const cookie = await signInOver(origin, demoSignIn(config.keys.link[0].secret));
    const { body } = await send(`${origin}/desk/faults/`, { headers: { Cookie: cookie } });
    expect(body).toContain("Нужно внимание");
    expect(await second.kill("SIGTERM")).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
