import { type Answer, send } from "../support/http.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { storedLinks } from "../support/records/chat.ts";
import { eventsNamed } from "../support/records/events.ts";

const VISITS = 1_000;
const DEEP_LINKS = 300;
/** Of both, the tokens that refill while the test runs: at most one a second. */
const WHILE_ASKING = 120;

async function many(times: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < times) answers.push(...(await Promise.all(Array.from({ length: 50 }, ask))));
  return answers;
}

test("visits beyond an address's limit get the same response and are not counted", async () => {
  const practice = await Practice.start({ trustProxy: 1 });
  try {
    const { slug } = await practice.service();
    const visit = (path: string, address: string) =>
      send(`${practice.origin}/booking/${path}/?service_slug=${slug}`, { headers: { "X-Forwarded-For": address } });
    const stranger = "203.0.113.7";

    const clicks = await many(DEEP_LINKS + 50, () => visit("telegram", stranger));
    for (const { status, headers } of clicks) {
      expect([status, headers["cache-control"]]).toEqual([302, "no-store"]);
      expect(headers.location).toMatch(/^https:\/\/t\.me\/balance_bot\?start=[\w-]{64}$/);
    }
    const links = await storedLinks(practice);
    expect(links.length).toBeGreaterThanOrEqual(DEEP_LINKS);
    expect(links.length).toBeLessThan(DEEP_LINKS + 50);
    const events = await eventsNamed(practice, "cta_tg_click");
    expect(events).toHaveLength(links.length);

    const views = await many(VISITS + WHILE_ASKING, () => visit("no-slots", stranger));
    expect(new Set(views.map(({ status, body }) => status + body)).size).toBe(1);
    const counted = await practice.views(slug);
    // The clicks were visits too.
    expect(counted).toBeGreaterThanOrEqual(VISITS - DEEP_LINKS);
    expect(counted).toBeLessThan(VISITS);

    expect((await visit("no-slots", "203.0.113.8")).body).toBe(views[0]?.body);
    expect(await practice.views(slug)).toBe(counted + 1);
    const { health } = await practice.app.getHealth.execute();
    expect(health.uncountedVisits).toBe(clicks.length - links.length + views.length - counted);
  } finally {
    await practice.stop();
  }
});
