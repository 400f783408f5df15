import http from "node:http";
import type { AddressInfo } from "node:net";
import { everything, fill } from "../support/pages/form.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { eventsNamed } from "../support/records/events.ts";
import { requestsOf } from "../support/records/requests.ts";

/** A partner's page that frames ours, on an origin of its own. */
async function partner(frame: (address: string) => string) {
  const server = http.createServer((request, response) => {
    const address = new URL(request.url ?? "/", "http://partner").searchParams.get("frame") ?? "";
    response
      .setHeader("Content-Type", "text/html; charset=utf-8")
      .end(`<!doctype html><title>Партнёр</title>${frame(address)}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

const FRAMES = {
  "a frame": (address: string) => `<iframe src="${address}" width="400" height="1600"></iframe>`,
  "a sandboxed frame": (address: string) =>
    `<iframe sandbox="allow-forms allow-popups" src="${address}" width="400" height="1600"></iframe>`,
};

for (const [name, frame] of Object.entries(FRAMES)) {
  test(`on an allowed site the form in ${name} works to the end`, async ({ page }) => {
    const site = await partner(frame);
    const practice = await Practice.start({ embedOrigins: [site.origin] });
    try {
      const service = await practice.service();
      const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}&utm_source=partner`;
      await page.goto(`${site.origin}/?frame=${encodeURIComponent(address)}`);
      const framed = page.frameLocator("iframe");
      const inner = page.frames()[1];
      if (!inner) throw new Error("the frame is not there");
      await fill(inner, everything("email", somebody()));
      await framed.getByRole("button", { name: "Встать в лист ожидания" }).click();
      await expect(framed.getByRole("heading", { level: 1 })).toHaveText("Готово, заявка принята");
      expect((await requestsOf(practice, service.id)).map(({ utm }) => utm)).toEqual([{ utm_source: "partner" }]);
      expect(await practice.views(service.slug)).toBe(1);
      const [view] = await eventsNamed(practice, "show_no_slots");
      expect(view).toMatchObject({ referrerHost: "localhost" });
    } finally {
      await practice.stop();
      await site.close();
    }
  });
}

test("on any other site the frame stays empty", async ({ page, practice }) => {
  const site = await partner(FRAMES["a frame"]);
  const service = await practice.service();
  await page.goto(
    `${site.origin}/?frame=${encodeURIComponent(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`)}`,
  );
  await expect(page.frameLocator("iframe").getByRole("heading", { level: 1 })).toHaveCount(0);
  await site.close();
});

/** The folded text of a consent is a dated document, whatever the practice has connected. */
const SHOWN = { useInnerText: true };

test("without a bot the page shows only the waitlist and mentions no concierge", async ({ page }) => {
  const practice = await Practice.start({ bots: [] });
  try {
    const service = await practice.service();
    await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("На ближайшие дни нет свободных окон");
    await expect(page.locator("body")).not.toContainText(/консьерж/i, SHOWN);
    await page.getByRole("button", { name: "Встать в лист ожидания" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.locator("body")).not.toContainText(/консьерж/i, SHOWN);
    expect((await page.request.get(`${practice.origin}/booking/telegram/`, { maxRedirects: 0 })).status()).toBe(404);
  } finally {
    await practice.stop();
  }
});
