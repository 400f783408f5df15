import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { NoSlotsView } from "#app/views/waitlist/no-slots-view.ts";
import { NoSlotsPage } from "./no-slots-page.tsx";

const concierge = { href: "/booking/telegram/?service_slug=primary", botName: "@balance_bot" };
const service = {
  slug: "primary",
  title: "Консультация",
  format: "online",
  durationMinutes: 50,
  waitlistOpen: true,
} as const;
const of = { state: "service", service, availability: "none", answerWithinWorkingDays: 2, concierge } as const;
const page = (view: NoSlotsView) => renderToStaticMarkup(<NoSlotsPage view={view} lastResult={undefined} />);
const count = (html: string, words: string) => html.split(words).length - 1;
const FULL = "нет свободных окон";

describe("the no-slots page", () => {
  it("contains the agreed words", () => {
    expect(page(of)).toContain("<h1>На ближайшие дни нет свободных окон</h1>");
    expect(page(of)).toContain(
      "Можно оставить контакт — я напишу, когда появится время. Или перейти в Telegram-консьерж записи.",
    );
  });

  it("without a bot says nothing of a concierge", () => {
    expect(page({ ...of, concierge: null })).not.toMatch(/консьерж/i);
  });

  it.each<[string, NoSlotsView]>([
    ["free", { ...of, availability: "free" }],
    ["unknown", { ...of, availability: "unknown" }],
    ["unreadable", { state: "unreadable", concierge }],
    ["choose-service", { state: "choose-service", unknown: false, services: [] }],
  ])("never calls a timetable full that is %s", (_, view) => expect(page(view)).not.toContain(FULL));

  it("shows the form in every state but a paused list's", () => {
    expect(page({ ...of, availability: "free" })).toContain("Ничего не подходит — оставить заявку");
    expect(page({ ...of, availability: "unknown" })).toContain("consent_personal_data");
    const paused = page({ ...of, service: { ...service, waitlistOpen: false } });
    expect(paused).not.toContain("<form");
    expect(paused).toContain(concierge.botName);
  });

  it("says once for whom it is, and once that it is no emergency service", () => {
    expect(count(page(of), "18+")).toBe(1);
    expect(count(page(of), "не служба экстренной помощи")).toBe(1);
  });
});
