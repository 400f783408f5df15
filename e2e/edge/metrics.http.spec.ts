import { application, send } from "../support/http.ts";
import { MAIL, MARKS, marksIn } from "../support/pages/marks.ts";
import { expect, Practice, test } from "../support/practice.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";

test("the metrics are for who has the token, under any host, and name no person", async () => {
  const practice = await Practice.start({ metricsToken: TOKEN });
  try {
    const service = await practice.service();
    await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(MAIL));
    await practice.jobsDone();
    const read = (headers: Record<string, string>) => send(`${practice.origin}/metrics`, { headers });
    const metrics = await read({ Authorization: `Bearer ${TOKEN}`, Host: "10.0.0.7:3000" });
    expect(metrics.status).toBe(200);
    expect(metrics.headers).toMatchObject({
      "content-type": "application/openmetrics-text; version=1.0.0; charset=utf-8",
      "cache-control": "no-store",
    });
    expect(metrics.body).toMatch(/^process_resident_memory_bytes \d{8,}$/m);
    expect(metrics.body).toContain("practice_ready 1\n");
    expect(metrics.body).toContain("practice_jobs_waiting 0\n");
    expect(metrics.body.endsWith("# EOF\n")).toBe(true);
    expect(marksIn(metrics.body, MARKS)).toEqual([]);
    for (const authorization of ["", "Bearer wrong", `Basic ${TOKEN}`]) {
      const refused = await read({ Authorization: authorization });
      expect([refused.status, refused.headers["www-authenticate"], refused.body]).toEqual([401, "Bearer", ""]);
    }
  } finally {
    await practice.stop();
  }
});

test("without a token there is no such address", async ({ practice }) => {
  const { status, body } = await send(`${practice.origin}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } });
  expect([status, body]).toEqual([404, ""]);
});
