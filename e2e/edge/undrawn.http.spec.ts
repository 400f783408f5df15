import { randomBytes } from "node:crypto";
import { type Answer, application, form, json, send } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";

/** The product allows three hundred. */
const undrawn = { burst: 100, perSecond: 1 };
const made = () => randomBytes(6).toString("hex");

/** Requests more addresses than one site may have rendered, and returns the count of each status. */
async function statusesOf(ask: (nth: number) => Promise<Answer>, times: number) {
  const counts: Record<number, number> = {};
  for (let from = 0; from < times; from += 50) {
    const answers = await Promise.all(Array.from({ length: Math.min(50, times - from) }, (_, nth) => ask(from + nth)));
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** The first 429 among many, since some tokens refill meanwhile. */
async function refused(address: string, init: Parameters<typeof send>[1]): Promise<Answer> {
  const answers = await Promise.all(Array.from({ length: 100 }, () => send(address, init)));
  const found = answers.find(({ status }) => status === 429);
  if (!found) throw new Error(`nobody was refused at ${address}`);
  return found;
}

test("an address that changes nothing is a cached page", async () => {
  const practice = await Practice.start({}, { undrawn });
  try {
    const { slug } = await practice.service();
    const kinds: [number, () => string][] = [
      [200, () => `/booking/no-slots/?service_slug=${slug}&${made()}=${made()}`],
      [200, () => `/booking/no-slots/?service_slug=${slug}&utm_source=${made()}`],
      [404, () => `/booking/no-slots/?service_slug=${made()}`],
      [404, () => `/booking/slot/?service_slug=${made()}`],
      [200, () => `/booking/no-slots/?utm_source=${made()}%20${made()}`],
      [200, () => `/booking/?utm_campaign=%2B7916${Math.floor(Math.random() * 1e7)}&${made()}`],
      [200, () => `/legal/privacy/?${made()}=1`],
      [200, () => `/emergency/?fbclid=${made()}`],
    ];
    const rounds = 40;
    for (const [status, address] of kinds) {
      expect(await statusesOf(() => send(practice.origin + address()), rounds)).toEqual({ [status]: rounds });
    }
  } finally {
    await practice.stop();
  }
});

test("an address has a limited number of rendered pages; cached ones and files work on", async () => {
  const practice = await Practice.start({ trustProxy: 1 }, { undrawn });
  try {
    const { slug } = await practice.service();
    const page = `${practice.origin}/booking/no-slots/?service_slug=${slug}`;
    const from = (address: string) => ({ headers: { "X-Forwarded-For": address } });
    const [stranger, visitor] = ["203.0.113.7", "203.0.113.8"];
    expect((await send(page, from(visitor))).status).toBe(200);
    const kinds = ["/", "/nothing-here/", "/booking/no%2Dslots/", "/booking/no-slots/?utm_source=", "/desk/sign-in/"];
    const counts = await statusesOf((nth) => {
      const kind = kinds[nth % kinds.length] ?? "/";
      return send(practice.origin + (kind.endsWith("=") ? kind + made() : kind), from(stranger));
    }, 300);
    const times = counts[429] ?? 0;
    // Rendered pages are the burst and the refill per second.
    expect(times).toBeGreaterThan(0);
    expect(300 - times).toBeGreaterThanOrEqual(undrawn.burst);

    const drained = await refused(`${practice.origin}/nothing-here/`, from(stranger));
    expect(Number(drained.headers["retry-after"])).toBeGreaterThan(0);
    expect(drained.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(drained.headers["cache-control"]).toBe("no-store");
    expect(drained.body).toContain("Слишком много запросов подряд");
    const api = await refused(`${practice.origin}/api/public/booking/no-slots?service_slug=${slug}`, from(stranger));
    expect(api.headers["content-type"]).toBe("application/problem+json");

    expect((await send(page, from(stranger))).status).toBe(200);
    expect((await send(`${practice.origin}/enhance.js`, from(stranger))).status).toBe(200);
    const person = application(somebody());
    const accepted = await send(page, { ...person, headers: { ...person.headers, ...from(visitor).headers } });
    expect(accepted.status).toBe(303);
    const other = form({ preferred_contact_method: "email" });
    await refused(page, { ...other, headers: { ...other.headers, ...from(stranger).headers } });
  } finally {
    await practice.stop();
  }
});

test("Telegram's webhook, which serves all chats, has no such limit", async () => {
  const secret = "a-secret-that-only-telegram-knows";
  const telegram = { token: "1:token", webhookSecret: secret, apiRoot: "http://127.0.0.1:9" };
  const practice = await Practice.start({ telegram }, { undrawn: { burst: 20, perSecond: 1 } });
  try {
    const bring = (given: string) => {
      const update = json({ update_id: 1 });
      const headers = { ...update.headers, "X-Telegram-Bot-Api-Secret-Token": given };
      return send(`${practice.origin}/api/telegram/webhook`, { ...update, headers });
    };
    expect(await statusesOf(() => bring(secret), 100)).toEqual({ 200: 100 });
    const guessed = await statusesOf(() => bring("guessed"), 100);
    expect([Number(guessed[401]) > 0, Number(guessed[429]) > 0]).toEqual([true, true]);
    expect((await bring(secret)).status).toBe(200);
  } finally {
    await practice.stop();
  }
});
