import { expect, test } from "../support/practice.ts";

test("every target is at least 44 px high, and the keyboard follows the reading order", async ({ page, practice }) => {
  const { slug } = await practice.service();
  const href = `${practice.origin}/booking/no-slots/?service_slug=${slug}`;
  await page.goto(href);
  await page.getByRole("radio", { name: "По телефону" }).check();
  const small = await page
    .locator(
      ".choice:visible, button:visible, .button:visible, input.text:visible, nav a:visible, header a:visible, .onward a:visible, summary:visible",
    )
    .evaluateAll((all) =>
      all.filter((element) => element.getBoundingClientRect().height < 44).map((element) => element.outerHTML),
    );
  expect(small).toEqual([]);

  await page.goto(href);
  const reached: number[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const position = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused && focused !== document.body ? [...document.querySelectorAll("*")].indexOf(focused) : -1;
    });
    if (position === -1 || reached.includes(position)) break;
    reached.push(position);
  }
  expect(reached.length).toBeGreaterThan(12);
  expect(reached).toEqual([...reached].sort((a, b) => a - b));
});

test("a link that stands alone, and a line of the error summary, is 44 px high", async ({ page, practice }) => {
  const [none, free] = [await practice.service(), await practice.service()];
  await practice.freeTime(free.id);
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main a")]
        .filter((link) => {
          const beside = [...(link.parentElement?.childNodes ?? [])].filter((node) => node.textContent?.trim());
          const alone = beside.every((node) => node instanceof HTMLAnchorElement);
          // A heading's link covers its whole card.
          return alone && !link.closest("h2, details:not([open])") && link.getBoundingClientRect().height < 44;
        })
        .map((link) => `${location.pathname}: ${link.textContent}`),
    );
  const found: string[] = [];
  const addresses = [
    ...[`/booking/slot/?service_slug=${free.slug}`, "/booking/time/no-such/", "/emergency/", "/legal/privacy/"],
    ...["/booking/no-slots/thanks/", "/waitlist/leave/", "/waitlist/AAAAAAAAAAAAAAAAAAAAAA/", "/no-such/"],
  ];
  for (const address of addresses) {
    await page.goto(practice.origin + address);
    found.push(...(await small()));
  }
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${none.slug}`);
  await page.getByRole("button", { name: "Встать в лист" }).click();
  await page.locator(".consent summary").first().click();
  await page.locator(".problem a").first().waitFor();
  found.push(...(await small()));
  expect(found).toEqual([]);
});
