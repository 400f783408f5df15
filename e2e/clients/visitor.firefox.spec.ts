import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { linkIn } from "../support/pages/stops.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { requestsOf } from "../support/records/requests.ts";
import { program } from "../support/servers/programs.ts";

/** One start for the whole file, because it takes half a minute. Without its cache of live pages, Back must ask for the page again. */
const SETTINGS = { "browser.sessionhistory.max_total_viewers": 0 };
const PATIENCE = 120_000;
const started: Browser[] = [];
test.beforeAll(async () => {
  test.setTimeout(2 * PATIENCE);
  const executablePath = program("firefox-esr");
  const times = { timeout: PATIENCE, protocolTimeout: PATIENCE };
  started.push(await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: SETTINGS, ...times }));
});
test.afterAll(async () => {
  for (const browser of started) await browser.close();
});

/** A phone's page of its own, with or without the script of our pages. */
async function opened(script: boolean): Promise<Page> {
  const [browser] = started;
  if (!browser) throw new Error("Firefox has not started");
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width: 360, height: 740 });
  if (script) return page;
  page.on("request", (request) => void (request.url().endsWith("/enhance.js") ? request.abort() : request.continue()));
  await page.setRequestInterception(true);
  return page;
}

/** Clicks on what leads to another document, and waits for it. */
async function leave(page: Page, selector: string) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}
const press = (page: Page) => leave(page, 'form[method="post"] button:not([name])');
const shown = (page: Page) =>
  page.$eval(".problem", (problem) => {
    const { top } = problem.getBoundingClientRect();
    return { focused: document.activeElement === problem, inView: top >= 0 && top < innerHeight };
  });

async function walk(practice: Practice, script: boolean) {
  const { id, slug } = await practice.service();
  const page = await opened(script);
  const name = somebody().split("@")[0];
  await page.goto(`${practice.origin}/booking/?utm_source=vk`);
  await leave(page, `a[href*="${slug}"]`);

  await press(page);
  await page.click('.problem a[href="#consent_communications"]');
  expect(page.url()).toMatch(/#consent_communications$/);
  await page.click("#preferred_contact_method");
  await page.type("#contact_email", `${name}@пример.рф`);
  await page.click("#preferred_time_window-weekend");
  await page.click("#consent_personal_data");
  await press(page);
  expect(page.url()).toBe(`${practice.origin}/booking/no-slots/?service_slug=${slug}&utm_source=vk`);
  expect(await shown(page)).toEqual({ focused: true, inView: true });

  await page.click("#consent_communications");
  await press(page);
  expect(new URL(page.url()).pathname).toBe("/booking/no-slots/thanks/");
  const refused = await page.goBack();
  expect([refused?.status(), refused?.fromCache()]).toEqual([400, true]);
  expect(await page.$eval("input#contact_email", ({ value }) => value)).toContain(name);

  const address = `${name}@xn--e1afmkfd.xn--p1ai`;
  await page.goto(linkIn((await practice.mailTo(address)).text));
  await page.click('details:has([value="leave"]) summary');
  await leave(page, 'form:has([value="leave"]) button');
  expect(await page.title()).toMatch(/^Вы\sвышли/);
  expect(await requestsOf(practice, id)).toMatchObject([{ preferredTimeWindow: "weekend", closedReason: "withdrawn" }]);
  await page.close();
}

test("Firefox goes the whole way, over a mistake, a link to it, and Back", ({ practice }) => walk(practice, true));

test("Firefox without the script of the page goes the same way", ({ practice }) => walk(practice, false));
