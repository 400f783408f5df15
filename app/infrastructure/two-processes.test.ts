import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { createApp } from "#app/composition.server.ts";
import { freshPostgres, postgresServer } from "./testing/databases.ts";
import { addService, submission, testConfig } from "./testing/practice.ts";

const ROUNDS = 50;
const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };

it.runIf(postgresServer !== undefined)(
  "two apps on one PostgreSQL submit, withdraw, erase and purge at once, and no promise breaks",
  async () => {
    if (postgresServer === undefined) throw new Error("this runs only with a server");
    const dataDir = await mkdtemp(path.join(tmpdir(), "no-slots-two-"));
    const server = await freshPostgres(postgresServer);
    const config = testConfig(dataDir, { demo: false, database: { kind: "postgres", url: server.url } });
    const apps = [await createApp(config), await createApp(config)] as const;
    const [one, two] = apps;
    const { connection } = server;
    const rows = async (text: string) =>
      (await connection.run(text)).rows.map((row): Record<string, unknown> => Object(row));
    const { privateLinks } = await import("./private-links.ts");
    const links = privateLinks(config.keys.link);
    try {
      const service = await addService(connection);
      for (let round = 0; round < ROUNDS; round += 1) {
        const person = submission(service.slug, `person${round % 10}@example.org`);
        const known = await rows(
          "select id, link_version from waitlist_requests where encrypted_contact_value is not null order by random() limit 3",
        );
        const tokens = known.map(({ id, link_version }) => links.token(String(id), Number(link_version)));
        const [first = "", second = "", third = ""] = tokens;
        await Promise.all([
          one.createWaitlistRequest.execute(person),
          two.createWaitlistRequest.execute(person),
          one.leaveWaitlist.execute({ token: first, visit }),
          two.leaveWaitlist.execute({ token: first, visit }),
          one.eraseRequest.execute({ token: second, visit }),
          two.leaveWaitlist.execute({ token: second, visit }),
          two.createWaitlistRequest.execute({ ...person, suspect: true }),
          one.eraseRequest.execute({ token: third, visit }),
          ...(round % 10 === 0 ? apps.map((app) => app.runRetention.execute()) : []),
        ]);
      }
      const none = async (what: string, text: string) => expect(await rows(text), what).toEqual([]);
      await none(
        "one active request of a contact for a service",
        "select contact_fingerprint from waitlist_requests where status <> 'closed' and quarantined_at is null group by service_id, contact_fingerprint having count(*) > 1",
      );
      await none(
        "one identity of a contact",
        "select contact_fingerprint from lead_identities where contact_fingerprint is not null group by 1 having count(*) > 1",
      );
      await none(
        "who waits can be reached, and has a lead with that identity",
        "select r.id from waitlist_requests r where status <> 'closed' and quarantined_at is null and not exists (select from lead_identities i where i.lead_id = r.lead_id and i.contact_fingerprint = r.contact_fingerprint)",
      );
      await none(
        "consents stand if and only if the request does",
        "select r.id from waitlist_requests r where quarantined_at is null and (status = 'closed') <> not exists (select from consents c where c.waitlist_request_id = r.id and c.withdrawn_at is null)",
      );
      await none(
        "one event for each request, one for each withdrawal",
        "select 1 where (select count(*) from analytics_events where event_name = 'waitlist_submitted') <> (select count(*) from waitlist_requests where quarantined_at is null) or (select count(*) from analytics_events where event_name = 'waitlist_withdrawn') <> (select count(*) from waitlist_requests where closed_reason = 'withdrawn')",
      );
      await none(
        "what was destroyed is written down",
        "select id from waitlist_requests r where encrypted_contact_value is null and not exists (select from erasures e where e.waitlist_request_id = r.id)",
      );
      expect(
        await rows("select count(*)::int > 10 as many from waitlist_requests where closed_reason = 'withdrawn'"),
      ).toEqual([{ many: true }]);
      const files = await readdir(path.join(dataDir, "outbox")).catch((): string[] => []);
      const mails = await rows("select id from mails");
      for (const file of files.filter((name) => name.endsWith(".json")))
        expect(mails.map(({ id }) => `${id}.json`)).toContain(file);
    } finally {
      await Promise.all(apps.map((app) => app.close()));
      await server.drop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
);
