import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { expect, test } from "../support/practice.ts";

const PATHS = [
  "/booking/",
  "/booking/no-slots/",
  "/booking/no-slots/thanks/",
  "/waitlist/leave/",
  "/emergency/",
  "/legal/privacy/",
  "/legal/personal-data-consent/",
  "/legal/communications-consent/",
  "/legal/consents/",
  "/nowhere/",
];

/** The requests of the server's side: a browser does not report the icon that it fetches. */
async function askedDuring(visit: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const note = (message: unknown) => {
    const { request }: { request: IncomingMessage } = Object(message);
    asked.push(request.url ?? "");
  };
  diagnostics.subscribe("http.server.request.start", note);
  await visit().finally(() => diagnostics.unsubscribe("http.server.request.start", note));
  return asked;
}

test("a page is one request, and one more where JavaScript enhances it", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const none = await practice.service();
  const free = await practice.service();
  await practice.freeTime(free.id);
  const more = [`/booking/no-slots/?service_slug=${none.slug}`, `/booking/slot/?service_slug=${free.slug}`];
  const faults: string[] = [];
  page.on("console", (message) => {
    if (/policy/i.test(message.text())) faults.push(message.text());
  });
  const paths = [...PATHS, ...more];
  const asked = await askedDuring(async () => {
    for (const path of paths) {
      await page.goto(practice.origin + path);
      await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", /^data:image\/svg\+xml,/);
    }
    // An icon is requested last.
    await page.waitForLoadState("networkidle");
  });
  const enhancement = javaScriptEnabled ? ["/enhance.js"] : [];
  expect(asked.filter((each) => !enhancement.includes(each))).toEqual(paths);
  expect(faults).toEqual([]);
});
