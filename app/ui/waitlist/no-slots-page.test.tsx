import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { NoSlotsView, ServiceView } from "#app/views/waitlist/no-slots-view.ts";
import { NoSlotsPage } from "./no-slots-page.tsx";

const telegram = {
  messenger: "telegram",
  href: "/booking/telegram/?service_slug=primary",
  botName: "@balance_bot",
} as const;
const max = { messenger: "max", href: "/booking/max/?service_slug=primary", botName: "@balance_max" } as const;
const messengers: Messenger[] = ["telegram"];
const service = {
  title: "Консультация",
  format: "online",
  durationMinutes: 50,
  waitlistOpen: true,
} as const;
const links = {
  formAction: "/booking/no-slots/?service_slug=primary&utm_source=vk",
  slotsHref: "/booking/slot/?service_slug=primary&utm_source=vk",
  otherServicesHref: "/booking/?utm_source=vk",
};
const of: ServiceView = {
  state: "service",
  service,
  availability: "none",
  elsewhere: true,
  promised: "до вторника, 12 января",
  away: null,
  messengers,
  concierges: [telegram],
  ...links,
};
const page = (view: NoSlotsView) =>
  renderToStaticMarkup(<NoSlotsPage view={view} lastResult={undefined} />).replaceAll("\u00a0", " ");
const count = (html: string, words: string) => html.split(words).length - 1;
const FULL = "нет свободных окон";

describe("the no-slots page", () => {
  it("contains the agreed words", () => {
    expect(page(of)).toContain("<h1>На ближайшие дни нет свободных окон</h1>");
    expect(page(of)).toContain(
      "Можно оставить контакт — я напишу, когда появится время. Или перейти в Telegram-консьерж записи.",
    );
  });

  it("without a bot does not mention a concierge", () => {
    // The consent tells of every way there is.
    const withoutConsents = page({ ...of, concierges: [] }).replaceAll(/<details>.*?<\/details>/g, "");
    expect(withoutConsents).not.toMatch(/консьерж/i);
  });

  it("shows the concierges in the order of the settings, one calm line beside Telegram", () => {
    const both = page({ ...of, messengers: ["telegram", "max"], concierges: [max, telegram] });
    expect(both).toContain("Или перейти в консьерж записи в MAX или Telegram.");
    const links = [...both.matchAll(/href="(\/booking\/(?:telegram|max)\/)/g)].map(([, href]) => href);
    expect(links).toEqual(["/booking/max/", "/booking/telegram/"]);
    expect(both).toContain("Если Telegram не открывается, лист ожидания работает и без него.");
    expect(page({ ...of, concierges: [max] })).not.toContain("Если Telegram");
  });

  it("does not name Telegram where it is left out", () => {
    for (const concierges of [[], [max]]) {
      const html = page({ ...of, messengers: concierges.map(({ messenger }) => messenger), concierges });
      expect(html).not.toContain("elegram");
      expect(html).toContain('name="contact_phone"');
    }
  });

  it.each<[string, NoSlotsView]>([
    ["free", { ...of, availability: "free" }],
    ["unknown", { ...of, availability: "unknown" }],
    ["unreadable", { state: "unreadable", messengers, concierges: [telegram], ...links }],
    ["choose-service", { state: "choose-service", unknown: false, services: [], ...links }],
  ])("never calls a timetable full that is %s", (_, view) => expect(page(view)).not.toContain(FULL));

  it("shows the form in every state but a paused list's", () => {
    expect(page({ ...of, availability: "free" })).toContain("Ничего не подходит — оставить заявку");
    expect(page({ ...of, availability: "unknown" })).toContain("consent_personal_data");
    const paused = page({ ...of, service: { ...service, waitlistOpen: false } });
    expect(paused).not.toContain("<form");
    expect(paused).toContain(telegram.botName);
  });

  it("names help lines instead of other services where no service takes anybody", () => {
    const nowhere = page({ ...of, elsewhere: false, concierges: [], service: { ...service, waitlistOpen: false } });
    const main = nowhere.slice(nowhere.indexOf("<main"), nowhere.indexOf("</main>"));
    expect(main).toContain('href="/emergency/"');
    expect(main).not.toContain(links.otherServicesHref);
  });

  it("says once for whom it is, and once that it is no emergency service", () => {
    expect(count(page(of), "18+")).toBe(1);
    expect(count(page(of), "не служба экстренной помощи")).toBe(1);
  });
});
