import postgres from "postgres";

/** A person with a contact for each of the requests that `seedRequests` makes. */
export async function seedLeads(url: string, count: number): Promise<void> {
  const admin = postgres(url, { max: 1 });
  const id = admin.unsafe("('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid");
  await admin`
    insert into leads (id, status, source, utm, created_at, updated_at)
    select ${id}, 'new', 'waitlist', '{}', now(), now() from generate_series(1, ${count}::int) n`;
  await admin`
    insert into lead_identities (id, lead_id, method, encrypted_contact_value, contact_fingerprint, fingerprint_kid, created_at)
    select ${id}, ${id}, 'email', 'jwe', 'f' || n, 'f1', now() from generate_series(1, ${count}::int) n`;
  await admin`vacuum analyze leads, lead_identities`;
  await admin.end();
}
