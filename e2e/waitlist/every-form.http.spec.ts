import { drawingRoutes, everyPage } from "../support/pages/every-page.ts";
import { expect, test } from "../support/practice.ts";

test("every form of every page has an action with a path, no fragment, and campaign", async ({ practice }) => {
  const pages = await everyPage(practice);
  const seen = new Set(pages.map(({ route }) => route));
  expect(drawingRoutes().filter((route) => !seen.has(route))).toEqual([]);
  const forms = pages.flatMap(({ route, name, html }) =>
    [...html.matchAll(/<form\b[^>]*>/g)].map(([tag]) => ({ page: `${route}: ${name}`, tag })),
  );
  expect(forms.length).toBeGreaterThan(40);
  expect(forms.filter(({ tag }) => !/ action="\/[^"#]+"/.test(tag))).toEqual([]);
  const joining = forms.filter(({ page }) => page.startsWith("booking.no-slots.tsx"));
  expect(joining.length).toBeGreaterThan(1);
  for (const { page, tag } of joining) expect(tag, page).toMatch(/\?service_slug=[\w-]+&amp;utm_source=vk"/);
  const door = forms.filter(({ page }) => page.startsWith("desk_.sign-in.tsx"));
  for (const { page, tag } of door) expect(tag, page).toContain('action="/desk/sign-in/?next=%2Fdesk%2Ftime%2F"');
});
