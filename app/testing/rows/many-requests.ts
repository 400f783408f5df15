import postgres from "postgres";

/** Enough dependent rows for an index to be worth reading. */
const WITH_ROWS_ABOUT_THEM = 20_000;
/** Every request's timeline begins with an entry: an answer is one of many. */
const WITH_TIMELINE = 400_000;

/** Months of events and years of time. */
const EVENTS = 200_000;
const SLOTS = 20_000;

/** Many requests of two services. One statement for each table; indexes are made afterwards, as the migrations have them. */
export async function seedRequests(url: string, requests: number): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  const indexes = await admin<{ name: string; indexdef: string }[]>`
    select indexname as name, indexdef from pg_indexes
    where tablename = 'waitlist_requests' and indexname <> 'waitlist_requests_pkey'`;
  for (const { name } of indexes) await admin`drop index ${admin(name)}`;
  await admin`alter table waitlist_requests drop constraint waitlist_requests_lead_id_leads_id_fk`;
  await admin`alter table waitlist_requests drop constraint waitlist_requests_service_id_services_id_fk`;
  const uuid = (family: string) =>
    admin.unsafe(`('00000000-0000-7000-${family}000-' || lpad(to_hex(n), 12, '0'))::uuid`);
  await admin`
    insert into waitlist_requests (id, service_id, lead_id, preferred_contact_method, encrypted_contact_value,
      contact_fingerprint, fingerprint_kid, preferred_time_window, status, closed_reason, closed_at, contacted_at, source,
      utm, created_at, updated_at, expires_at, answer_by, paused_at, quarantined_at, unreachable_at, leave_requested_at,
      link_version, link_token_hash, link_kid)
    select ${uuid("8")}, s.id, ${uuid("9")}, (array['email','phone','telegram'])[1 + n % 3]::contact_method, 'jwe', 'f' || n,
      'f1', (array['weekday_morning','weekday_evening','weekend','any'])[1 + n / 3 % 4]::time_window, k.status,
      case when k.status = 'closed' then 'booked'::closed_reason end, case when k.status = 'closed' then k.at end,
      case when k.status = 'contacted' then k.at end, 'web', '{}', k.at, k.at, k.at + interval '90 days',
      k.at + interval '2 days', case when n % 50 = 1 then k.at end, case when n % 40 = 2 then k.at end,
      case when n % 60 = 3 then k.at end, case when n % 70 = 4 then k.at end, 1, 't' || n, 'l1'
    from generate_series(1, ${requests}::int) n
    cross join lateral (select (case when n % 10 = 0 then 'contacted' when n % 10 < 4 then 'new' else 'closed' end)::request_status as status,
      timestamptz '2026-11-23' - n * interval '10 seconds' as at) k
    join (select id, row_number() over (order by id) as place from services) s on s.place = 1 + n % 2`;
  const about = Math.min(requests, WITH_ROWS_ABOUT_THEM);
  for (const table of TABLES_ABOUT)
    await fillAbout(admin, table, table === "lead_timeline_events" ? Math.min(requests, WITH_TIMELINE) : about);
  await admin`
    insert into lead_timeline_events (id, lead_id, waitlist_request_id, event_name, source, occurred_at, properties)
    select gen_random_uuid(), lead_id, id, 'waitlist_contacted', 'web', created_at + interval '1 hour', '{}'
    from waitlist_requests where status = 'contacted'`;
  await admin`
    insert into desk_audit (action, subject_kind, subject_id, at, details)
    select 'reveal', 'request', ${uuid("8")}, now(), '{}' from generate_series(1, ${about}::int) n`;
  await admin`
    insert into analytics_events (event_id, event_name, schema_version, occurred_at, source, utm, properties)
    select ${uuid("8")}, (array['waitlist_submitted','cta_tg_click'])[1 + n % 2]::event_name, '1.0',
      timestamptz '2026-11-23' - n * interval '2 minutes', 'web', '{}', '{"service_slug":"primary"}'
    from generate_series(1, ${Math.min(requests, EVENTS)}::int) n`;
  await admin`
    insert into analytics_event_batches (batch_id, event_name, schema_version, quarter, source, utm, properties, moments)
    select ${uuid("8")}, 'show_no_slots', '1.0', timestamptz '2026-11-23' - n / 10 * interval '15 minutes', 'web', '{}',
      '{"service_slug":"primary"}', '{1,2,3}'
    from generate_series(1, ${Math.min(requests, EVENTS)}::int) n`;
  await admin`
    insert into availability_slots (id, starts_at, ends_at)
    select ${uuid("8")}, k.at, k.at + interval '50 minutes' from generate_series(1, ${Math.min(requests, SLOTS)}::int) n
    cross join lateral (select timestamptz '2026-12-23' - n * interval '1 hour' as at) k`;
  await seedOffers(admin, Math.min(requests, SLOTS));
  await admin`
    insert into callers (id, service_id, method, encrypted_contact_value, contact_fingerprint, fingerprint_kid, created_at,
      asked_until, link_token_hash, link_kid)
    select ${uuid("a")}, (select id from services limit 1), 'phone', 'jwe', 'c' || n, 'f1', now(), now() + interval '7 days', 'c' || n, 'l1'
    from generate_series(1, ${about}::int) n`;
  for (const { indexdef } of indexes) await admin.unsafe(indexdef);
  await admin`vacuum analyze`;
  await admin.end();
}

/** Years of offers, all of which ended: of each slot one, to the request of the same number. */
async function seedOffers(admin: postgres.Sql, slots: number) {
  const id = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
  const moment = "timestamptz '2026-10-01' - n * interval '1 hour'";
  const rows = {
    slot_fillings: `(id, slot_id, series_slot_ids, mode, state, starts_at, keeps_until, created_at, ended_at)
      select ${id}, ${id}, '{}', 'automatic', 'exhausted', ${moment}, ${moment}, ${moment}, ${moment}`,
    offers: `(id, filling_id, slot_id, waitlist_request_id, round, channel, status, offered_at, sent_at, holds_until, link_token_hash, link_kid)
      select ${id}, ${id}, ${id}, ${id}, 1, 'email', 'expired', ${moment}, ${moment}, ${moment}, 'o' || n, 'l1'`,
    offer_skips: `(id, filling_id, waitlist_request_id, reason, at) select ${id}, ${id}, ${id}, 'paused', ${moment}`,
    bookings: `(id, slot_id, waitlist_request_id, state, booked_at, cancelled_at, cancelled_by, created_at)
      select ${id}, ${id}, ${id}, 'cancelled', ${moment}, ${moment}, 'person', ${moment}`,
  };
  for (const [table, values] of Object.entries(rows))
    await admin.unsafe(`insert into ${table} ${values} from generate_series(1, ${slots}) n`);
}

const TABLES_ABOUT = [...["lead_timeline_events", "consents", "mails"], ...["chats", "chat_names", "chat_messages"]];

async function fillAbout(admin: postgres.Sql, table: string, requests: number) {
  const id = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
  const lead = "('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid";
  const note = { about: "prepared", prepared: "time_appeared", requestId: "r", serviceTitle: "t", serviceSlug: "s" };
  const message = JSON.stringify({ note, question: null });
  const rows: Record<string, string> = {
    lead_timeline_events: `(id, lead_id, waitlist_request_id, event_name, source, occurred_at, properties) select ${id}, ${lead}, ${id}, 'waitlist_submitted', 'web', now(), '{}'`,
    consents: `(id, waitlist_request_id, type, document_version, document_sha256, granted_at, method, page) select ${id}, ${id}, 'personal_data', '2026-11-23', repeat('a', 64), now(), 'web_form', '/'`,
    mails: `(id, kind, dedupe_key, waitlist_request_id, props, created_at) select ${id}, 'confirmation', 'k' || n, ${id}, '{}', now()`,
    chats: `(id, messenger, encrypted_contact_value, contact_fingerprint, fingerprint_kid, conversation, created_at, heard_at) select ${id}, 'telegram', 'jwe', 'f' || n, 'f1', '{}', now(), now()`,
    chat_names: `(id, chat_id, encrypted_contact_value, contact_fingerprint, fingerprint_kid) select ${id}, ${id}, 'jwe', 'n' || n, 'f1'`,
    chat_messages: `(id, chat_id, about, waitlist_request_id, occasion, message, created_at) select ${id}, ${id}, 'prepared', ${id}, 'time_appeared/2026-11-23', '${message}', now()`,
  };
  if (table === "lead_timeline_events")
    await admin`alter table lead_timeline_events drop constraint lead_timeline_events_lead_id_leads_id_fk`;
  await admin.unsafe(`insert into ${table} ${rows[table]} from generate_series(1, ${requests}) n`);
}
