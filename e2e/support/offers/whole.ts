import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { expect } from "../practice.ts";

/** The recipients of the outbox files, one per mail. */
export async function mailedTo(dataDir: string): Promise<string[]> {
  const outbox = path.join(dataDir, "outbox");
  const names = (await readdir(outbox).catch((): string[] => [])).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.map(async (name): Promise<string> => JSON.parse(await readFile(path.join(outbox, name), "utf8")).to),
  );
}

const WHOLE = `
  select count(*)::int as requests,
    count(*) filter (where (select count(*) from consents c where c.waitlist_request_id = r.id) <> 2)::int as consents_missing,
    count(*) filter (where (select count(*) from leads l where l.id = r.lead_id) <> 1)::int as leads_missing,
    count(*) filter (where (select count(*) from lead_identities i where i.lead_id = r.lead_id) <> 1)::int as identities_missing,
    count(*) filter (where (select count(*) from lead_timeline_events t where t.waitlist_request_id = r.id) <> 1)::int as timeline_missing,
    count(*) filter (where (select count(*) from analytics_events e where e.lead_id = r.lead_id and e.event_name = 'waitlist_submitted') <> 1)::int as events_missing,
    (select count(*) from leads)::int as leads,
    (select count(*) from consents)::int as consents,
    (select count(*) from lead_identities)::int as identities,
    (select count(*) from analytics_events where event_name = 'waitlist_submitted')::int as events
  from waitlist_requests r`;

/** Checks that every request is stored once with all its rows, no row is orphaned, and nobody was mailed twice. */
export async function expectWhole(connection: Connection, cipher: ContactCipher, accepted: string[], mailed: string[]) {
  const query = async (text: string) => (await connection.run(text)).rows.map((row) => Object(row));
  const marks = (await query("select contact_fingerprint as mark from waitlist_requests")).map(({ mark }) => mark);
  const known = new Set(marks);
  expect(known.size, "one row of a person").toBe(marks.length);
  const unknown = (addresses: string[]) =>
    addresses.filter((value) => !known.has(cipher.fingerprint({ method: "email", value }).value));
  expect(unknown(accepted), "answered 303 and not kept").toEqual([]);
  expect(unknown(mailed), "mailed and not kept").toEqual([]);
  expect(new Set(mailed).size, "one mail to a person").toBe(mailed.length);
  const requests = marks.length;
  expect(await query(WHOLE)).toEqual([
    {
      requests,
      leads: requests,
      consents: requests * 2,
      identities: requests,
      events: requests,
      consents_missing: 0,
      leads_missing: 0,
      identities_missing: 0,
      timeline_missing: 0,
      events_missing: 0,
    },
  ]);
}
