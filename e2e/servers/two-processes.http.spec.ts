import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { readConfig } from "#app/infrastructure/config.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { freePort } from "../support/servers/free-port.ts";
import { application, form, send } from "../support/http.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { expect, test } from "../support/practice.ts";
import { AppProcess } from "../support/servers/process.ts";

const ROUNDS = 50;
const PEOPLE = 25;

/** What holds whatever was done in whatever order: each query finds what breaks a promise. */
const NEVER: Record<string, string> = {
  "two active requests of a contact for a service":
    "select contact_fingerprint from waitlist_requests where status <> 'closed' and quarantined_at is null group by service_id, contact_fingerprint having count(*) > 1",
  "two identities of a contact":
    "select contact_fingerprint from lead_identities where contact_fingerprint is not null group by 1 having count(*) > 1",
  "somebody who waits and cannot be reached":
    "select id from waitlist_requests r where status <> 'closed' and quarantined_at is null and not exists (select from lead_identities i where i.lead_id = r.lead_id and i.contact_fingerprint = r.contact_fingerprint)",
  "somebody who waits without both consents":
    "select id from waitlist_requests r where status <> 'closed' and quarantined_at is null and (select count(distinct c.type) from consents c where c.waitlist_request_id = r.id and c.withdrawn_at is null) <> 2",
  "somebody who withdrew and whose consent stands":
    "select id from waitlist_requests r where closed_reason = 'withdrawn' and exists (select from consents c where c.waitlist_request_id = r.id and c.withdrawn_at is null)",
  "a request without its event, a withdrawal without its own, or twice":
    "select 1 where (select count(*) from analytics_events where event_name = 'waitlist_submitted') <> (select count(*) from waitlist_requests where quarantined_at is null) or (select count(*) from analytics_events where event_name = 'waitlist_withdrawn') <> (select count(*) from waitlist_requests where closed_reason = 'withdrawn')",
  "a contact destroyed by half":
    "select id from waitlist_requests where (encrypted_contact_value is null) <> (contact_fingerprint is null) or (encrypted_contact_value is null) <> (link_token_hash is null) or (link_token_hash is null) <> (link_kid is null) or (encrypted_contact_value is null and status <> 'closed')",
  "a contact destroyed once without an entry, or twice":
    "select id from waitlist_requests r where (select count(*) from erasures e where e.waitlist_request_id = r.id and e.destroyed ? 'waitlist_requests') <> case when encrypted_contact_value is null then 1 else 0 end",
  "an identity of which no request is left":
    "select id from lead_identities i where encrypted_contact_value is not null and not exists (select from waitlist_requests r where r.lead_id = i.lead_id and r.preferred_contact_method = i.method and r.encrypted_contact_value is not null)",
};

if (SERVER) {
  test(`two processes on one PostgreSQL: ${ROUNDS} rounds of submit, withdraw, erase and purge at once, and no promise breaks`, async () => {
    test.setTimeout(300_000);
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-two-"));
    await withDatabase(async (url) => {
      const sql = postgres(url, { max: 4, onnotice: () => undefined });
      const running: AppProcess[] = [];
      const serve = async () => {
        const port = String(await freePort());
        const app = new AppProcess({ PORT: port, TRUST_PROXY: "1", DATABASE_URL: url }, folder);
        running.push(app);
        await app.ready();
        return `http://127.0.0.1:${port}`;
      };
      let visitors = 0;
      /** From a network of its own. Visitors see statuses only: a race is never an error. */
      const post = async (address: string, { headers, ...rest }: ReturnType<typeof form>, allowed: number[]) => {
        visitors += 1;
        const from = { "X-Forwarded-For": `10.0.${visitors >> 8}.${visitors & 255}` };
        const { status } = await send(address, { ...rest, headers: { ...headers, ...from } });
        expect(allowed).toContain(status);
      };
      const submits = (origin: string, person: string, trap = "") => {
        const { body, ...rest } = application(person);
        return post(`${origin}/booking/no-slots/?service_slug=primary`, { ...rest, body: body + trap }, [303]);
      };
      const acts = (origin: string, token: string | undefined, intent: "leave" | "erase") =>
        post(`${origin}/waitlist/${token}/`, form({ intent, confirmed: "yes" }), [200, 404]);
      /** For somebody the term is over, for somebody the time for which a closed request's contact is kept. */
      const timePasses = () => [
        sql`update waitlist_requests set expires_at = now() where id = (select id from waitlist_requests where status <> 'closed' order by random() limit 1)`,
        sql`update waitlist_requests set closed_at = closed_at - interval '31 days' where id = (select id from waitlist_requests where status = 'closed' and encrypted_contact_value is not null order by random() limit 1)`,
        sql`update waitlist_requests set quarantined_at = quarantined_at - interval '31 days' where id = (select id from waitlist_requests where quarantined_at is not null and encrypted_contact_value is not null order by random() limit 1)`,
        // What the clock does every hour, for each of the two at once.
        sql`insert into pgboss.job (name) values ('run-retention'), ('run-retention')`,
      ];
      try {
        const [one, two] = [await serve(), await serve()];
        const links = privateLinks(readConfig({ DATA_DIR: path.join(folder, "data") }).keys.link);
        for (let round = 0; round < ROUNDS; round += 1) {
          const [person = "", other = "", another = ""] = [0, 1, 2].map(
            (at) => `p${(round * 3 + at) % PEOPLE}@example.org`,
          );
          const known = await sql`
            select id, link_version, link_kid from waitlist_requests where encrypted_contact_value is not null order by random() limit 3`;
          const [first, second, third] = known.map((row) => links.token(row.id, row.link_version, row.link_kid));
          await Promise.all([
            submits(one, person),
            submits(two, person),
            submits(one, other),
            submits(two, another),
            acts(one, first, "leave"),
            acts(two, first, "leave"),
            acts(one, second, "erase"),
            acts(two, second, "leave"),
            submits(two, other, "&website_confirm=x"),
            acts(one, third, "erase"),
            acts(two, third, "erase"),
            ...timePasses(),
          ]);
        }
        const left = async () => {
          // As if the minute were over for which a mail that was under way when its person was erased may still come.
          await sql`update mails set claimed_at = claimed_at - interval '1 minute' where sent_at is null`;
          await sql`update pgboss.job set start_after = now() where state = 'retry'`;
          return [
            ...(await sql`
          select name, count(*)::int from pgboss.job
          where state in ('created', 'retry', 'active') and start_after < now() + interval '1 hour' and name not like '\\_\\_%'
          group by name`),
          ];
        };
        await expect.poll(left, { timeout: 60_000 }).toEqual([]);

        for (const [what, query] of Object.entries(NEVER)) expect([...(await sql.unsafe(query))], what).toEqual([]);
        const [seen] = await sql`
          select count(*) filter (where closed_reason = 'withdrawn')::int as left, count(*) filter (where closed_reason = 'expired')::int as lapsed,
            (select count(*) from erasures where reason = 'requested')::int as erased, (select count(*) from erasures where reason = 'retention')::int as purged
          from waitlist_requests`;
        for (const [what, count] of Object.entries(seen ?? {})) expect(count, what).toBeGreaterThan(5);
        const files = (await readdir(path.join(folder, "data", "outbox"))).filter((name) => name.endsWith(".json"));
        const kept = await sql`
          select m.id from mails m join waitlist_requests r on r.id = m.waitlist_request_id where r.encrypted_contact_value is not null`;
        const known = kept.map(({ id }) => `${id}.json`);
        expect(
          files.filter((name) => !known.includes(name)),
          "mails to nobody",
        ).toEqual([]);
        for (const app of running) {
          expect(await app.kill("SIGTERM")).toBe(0);
          const faults = (await app.log()).split("\n").filter((line) => /"level":[56]0/.test(line));
          expect(faults.filter((line) => !line.includes("MailUnderWayError"))).toEqual([]);
        }
      } finally {
        await Promise.all(running.map((app) => app.kill("SIGKILL")));
        await sql.end();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
