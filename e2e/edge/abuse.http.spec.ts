import { application, form, json, send } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { countedUpTo, endLimits, limitsOf } from "../support/records/limits.ts";
import { allRequests } from "../support/records/requests.ts";

test("over the limit of an address: 429 with everything typed, and nothing saved", async () => {
  const practice = await Practice.start();
  try {
    const { slug } = await practice.service();
    const page = `${practice.origin}/booking/no-slots/?service_slug=${slug}`;
    expect((await send(page, application(somebody()))).status).toBe(303);
    const [count] = await limitsOf(practice, "address");
    expect(count?.points).toBe(1);
    expect(count?.key).not.toContain("127.0.0");
    await countedUpTo(practice, "address", 30);
    const rows = () => allRequests(practice);
    const before = await rows();

    const person = somebody();
    const refused = await send(page, application(person, "weekend"));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.headers["cache-control"]).toBe("private, no-cache");
    expect(refused.body).toContain("<title>Ошибка: ");
    const fields = [...refused.body.matchAll(/<input [^>]*>/g)].map(([input]) => input);
    expect(fields.find((field) => field.includes('name="contact_email"'))).toContain(`value="${person}"`);
    const ticked = fields.filter((field) => /\bchecked=/.test(field)).map((field) => /name="(\w+)"/.exec(field)?.[1]);
    expect(ticked).toEqual([
      "preferred_contact_method",
      "preferred_time_window",
      "consent_personal_data",
      "consent_communications",
    ]);
    expect(fields.find((field) => field.includes('value="weekend"'))).toMatch(/\bchecked=/);
    expect(refused.body).toContain("/booking/telegram/");

    const api = await send(
      `${practice.origin}/api/public/waitlist`,
      json({
        service_slug: slug,
        preferred_contact_method: "email",
        contact_value: person,
        preferred_time_window: "any",
        consent_personal_data: true,
        consent_communications: true,
      }),
    );
    expect([api.status, api.headers["content-type"]]).toEqual([429, "application/problem+json"]);
    expect(Number(api.headers["retry-after"])).toBeGreaterThan(0);
    const leave = form({ preferred_contact_method: "email", contact_email: person });
    expect((await send(`${practice.origin}/waitlist/leave/`, leave)).status).toBe(429);
    expect(await rows()).toEqual(before);

    await endLimits(practice, "address");
    expect((await send(page, application(person))).status).toBe(303);
  } finally {
    await practice.stop();
  }
});
