import { expect, somebody, test } from "../support/practice.ts";
import { requestsOf } from "../support/records/requests.ts";
import { whyMissing } from "../support/servers/npm-package.ts";
import { OldChromium } from "../support/servers/old-chromium.ts";

/** Where the parts of a form's page stand, in pixels. */
const BOXES = `(() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const text = document.createRange();
  text.selectNodeContents(document.querySelector(".choice").lastChild);
  return {
    left: parseFloat(getComputedStyle(document.querySelector("main")).paddingLeft),
    right: parseFloat(getComputedStyle(document.querySelector("main")).paddingRight),
    wide: document.documentElement.scrollWidth,
    besideRadio: text.getBoundingClientRect().left - box(".choice input").right,
    links: [...document.querySelectorAll("footer nav a")].map((link) => link.getBoundingClientRect()).map(({ left, right, top }) => ({ left, right, top })),
    glow: getComputedStyle(document.body).backgroundImage,
    heading: parseFloat(getComputedStyle(document.querySelector("h1")).fontSize),
  };
})()`;

test("a Chromium of 2020 keeps margins and gaps, and goes the whole way", async ({ practice }) => {
  const browser = await OldChromium.start().catch((error: unknown) => {
    test.skip(true, `no Chromium 80: ${whyMissing(error)}`);
    throw error;
  });
  try {
    const { id, slug } = await practice.service();
    await browser.size(360, 740);
    await browser.goto(`${practice.origin}/booking/`);
    expect(await browser.evaluate("navigator.userAgent")).toContain("Chrome/80.");
    await browser.leave(`document.querySelector('a[href*="${slug}"]').click()`);
    expect(await browser.evaluate(BOXES)).toMatchObject({
      left: 18,
      right: 18,
      wide: 360,
      heading: expect.any(Number),
    });
    const shown = Object(await browser.evaluate(BOXES));
    expect(shown.besideRadio).toBeGreaterThanOrEqual(10);
    expect(shown.heading).toBeGreaterThan(24);
    expect(shown.glow).not.toContain("rgba(0, 0, 0, 0)");
    const [first, second] = shown.links;
    expect(second.top > first.top || second.left - first.right >= 12).toBe(true);

    const address = somebody();
    const press = "document.querySelector('form button').click()";
    await browser.leave(press);
    expect(await browser.evaluate("document.activeElement.className")).toBe("problem");
    await browser.evaluate(`
      document.querySelector("#preferred_contact_method").click();
      document.querySelector("#contact_email").value = ${JSON.stringify(address)};
      for (const id of ["preferred_time_window", "consent_personal_data", "consent_communications"])
        document.getElementById(id).click();
    `);
    await browser.leave(press);
    expect(await browser.evaluate("location.pathname")).toBe("/booking/no-slots/thanks/");
    const link = /http\S+\/waitlist\/[\w-]{22}\//.exec((await practice.mailTo(address)).text)?.[0] ?? "";
    await browser.goto(link);
    await browser.leave(`document.querySelector('[value="leave"]').form.querySelector("button").click()`);
    expect(await browser.evaluate("document.title")).toContain("Вы\u00a0вышли из\u00a0листа ожидания");
    expect(await requestsOf(practice, id)).toMatchObject([{ closedReason: "withdrawn" }]);
  } finally {
    browser.stop();
  }
});
