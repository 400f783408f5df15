import type { Connection } from "#app/infrastructure/database/connection.ts";

/** Invariants for any order of acts: each query returns the violations of one. */
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
    "select id from lead_identities i where encrypted_contact_value is not null and not exists (select from waitlist_requests r where r.lead_id = i.lead_id and (r.preferred_contact_method = i.method or i.beside_since is not null) and r.encrypted_contact_value is not null)",
};

/** What of the invariants is violated, by its name. */
export async function violationsIn({ run }: Connection): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [what, query] of Object.entries(NEVER)) {
    const { rows } = await run(query);
    if (rows.length > 0) found[what] = rows;
  }
  return found;
}

/** For some the term is over, for others the time for which a closed or suspect request's contact is stored. */
export const timePassesForSome = ({ run }: Connection): Promise<unknown>[] => [
  run(
    "update waitlist_requests set expires_at = now() where id = (select id from waitlist_requests where status <> 'closed' order by random() limit 1)",
  ),
  run(
    "update waitlist_requests set closed_at = closed_at - interval '31 days' where id = (select id from waitlist_requests where status = 'closed' and encrypted_contact_value is not null order by random() limit 1)",
  ),
  run(
    "update waitlist_requests set quarantined_at = quarantined_at - interval '31 days' where id = (select id from waitlist_requests where quarantined_at is not null and encrypted_contact_value is not null order by random() limit 1)",
  ),
];

/** How many requests ended in each way. */
export async function endings({ run }: Connection): Promise<Record<string, unknown>> {
  const { rows } = await run(
    `select count(*) filter (where closed_reason = 'withdrawn')::int as left, count(*) filter (where closed_reason = 'expired')::int as lapsed,
       (select count(*) from erasures where reason = 'requested')::int as erased, (select count(*) from erasures where reason = 'retention')::int as purged
     from waitlist_requests`,
  );
  return Object(rows[0]);
}
