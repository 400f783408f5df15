import { describe, expect, it } from "vitest";
import { offersCopy } from "#app/copy/offers.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { BOOKING_NEWS, OTHER_HOUR_NEWS } from "#app/domain/offers/hour-news.ts";
import { renderAskToWait, renderBooking, renderConsentLink, renderHourNews, renderOffer } from "./render-mail.ts";
import type { BookingProps } from "./templates/booking.tsx";

const origin = "https://practice.example";
const offerLink = `${origin}/offer/abcdefghijklmnopqrstuv/`;
const privateLink = `${origin}/waitlist/abcdefghijklmnopqrstuv/`;
const hour = {
  serviceTitle: "Первичная консультация",
  startsAt: "2026-12-01T15:00:00.000Z",
  timeZone: "Europe/Moscow",
  format: "online",
} as const;
const offered = {
  ...hour,
  offerId: "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c11",
  alsoAt: [],
  holdsUntil: "2026-11-30T15:00:00.000Z",
  offerLink,
  origin,
};
const uid = "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c12";
const booked: BookingProps = {
  ...hour,
  about: "booked",
  hours: [{ uid, startsAt: hour.startsAt, endsAt: "2026-12-01T15:50:00.000Z" }],
  missing: [],
  cancelUntil: "2026-12-01T12:00:00.000Z",
  stamp: "2026-11-30T10:00:00.000Z",
  sequence: 0,
  href: offerLink,
  origin,
};

const consentLink = `${origin}/consent/abcdefghijklmnopqrstuv/`;
const asked = { ...hour, until: "2026-11-30T15:00:00.000Z", consentLink, origin };

const mails = {
  offer: () => renderOffer(offered),
  "weekly offer": () => renderOffer({ ...offered, alsoAt: ["2026-12-08T15:00:00.000Z"] }),
  ...Object.fromEntries(BOOKING_NEWS.map((about) => [about, () => renderBooking({ ...booked, about })])),
  ...Object.fromEntries(
    OTHER_HOUR_NEWS.map((about) => [about, () => renderHourNews({ ...hour, about, until: null, privateLink, origin })]),
  ),
  "a link to consent": () => renderConsentLink(asked),
  "a link to consent, for the list": () => renderConsentLink({ ...asked, startsAt: null }),
  "ask to wait": () => renderAskToWait({ serviceTitle: hour.serviceTitle, privateLink, origin }),
};

it("a booking names the hours of its series that were taken meanwhile", () => {
  const missing = ["2026-12-08T15:00:00.000Z"];
  expect(renderBooking({ ...booked, missing }).text).toMatch(
    /вторник, 8\sдекабря в\s18:00\. Это время успели занять\./,
  );
  expect(renderBooking(booked).text).not.toContain("успели занять");
});

it("says where the meeting is, when the practice does, for its format", () => {
  const practice = {
    ...DEMO_ABOUT,
    name: "Тихая гавань",
    placeOnline: "https://video.example/room",
    placeOffline: "Дом 1",
  };
  const texts = (["online", "offline", "hybrid"] as const).map(
    (format) => renderBooking({ ...booked, format }, practice).text,
  );
  expect(texts.map((text) => [text.includes("video.example/room"), text.includes("Дом 1")])).toEqual([
    [true, false],
    [false, true],
    [true, true],
  ]);
  for (const text of texts) expect(text).toContain("Тихая гавань");
  expect(renderBooking(booked).text).not.toContain("video.example");
});

describe.each(Object.entries(mails))("%s", (_, render) => {
  it("renders the same bytes for the same props, its file too", () => {
    expect(render()).toEqual(render());
  });

  it("loads no resources, and links to the practice only", () => {
    const { html, text } = render();
    expect(html).not.toMatch(/<(img|link|script|iframe|style)\b|\bsrc=|url\(|@import/i);
    const links = [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      expect(new URL(link).origin).toBe(origin);
      expect(text).toContain(link);
    }
  });

  it("shows nothing of hour, service or practice before it is opened", () => {
    const { subject, html } = render();
    const preview = /<div style="display:none[^>]*>(.*?)<\/div>/.exec(html)?.[1] ?? "";
    const fact = /<title>(.*?\.)<\/title>/.exec(html)?.[1] ?? "no fact";
    expect(preview.startsWith(fact)).toBe(true);
    expect(preview.length + fact.length).toBeGreaterThan(150);
    expect(`${subject} ${preview}`).not.toMatch(/психо|терап|консульт|баланс|эмоци|18:00|декабр/i);
    expect(subject).not.toMatch(/\?\s*$/);
  });

  it("keeps the tone", () => {
    const { subject, text } = render();
    expect(`${subject}\n${text}`).not.toMatch(/срочн|обязательно|гарантир|диагноз|лечим|слот|undefined|\[object/i);
  });
});

describe("an offer", () => {
  it("names the hour, its hold, the meaning of silence and the kept place", () => {
    const { text } = renderOffer(offered);
    expect(text).toContain(
      "Услуга: Первичная консультация\nКогда: вторник, 1\u00a0декабря в\u00a018:00\nКак: онлайн\n",
    );
    expect(text).toContain(
      "Держим до\u00a018:00 (понедельник, 30\u00a0ноября). Если ответите позже и\u00a0время ещё свободно, оно ваше.",
    );
    expect(text).toContain(
      "Если промолчать, время предложат следующему. Место в\u00a0листе ожидания остаётся за\u00a0вами.",
    );
    expect(text).toContain(`Открыть и\u00a0ответить ${offerLink}\n`);
  });

  it("names the time zone where it is not Moscow's", () => {
    expect(renderOffer(offered).text).not.toContain("Часовой пояс");
    const { text } = renderOffer({ ...offered, timeZone: "Asia/Yekaterinburg" });
    expect(text).toContain("Когда: вторник, 1\u00a0декабря в\u00a020:00\nЧасовой пояс: Екатеринбург");
    expect(text).toContain("Держим до\u00a020:00");
  });

  it("lists the later hours of a weekly offer", () => {
    const { text } = renderOffer({ ...offered, alsoAt: ["2026-12-08T15:00:00.000Z"] });
    expect(text).toContain("И\u00a0дальше: вторник, 8\u00a0декабря в\u00a018:00\n");
    expect(text).toContain(offersCopy.weekly);
  });
});

/** The properties of a file's events, by hand: unfolded lines between BEGIN and END (RFC 5545, 3.1). */
function eventsIn(content: string): Record<string, string>[] {
  expect(content.endsWith("\r\n")).toBe(true);
  expect(content.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const lines = content.replaceAll(/\r\n[ \t]/g, "").split("\r\n");
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [name = "", ...value] = line.split(":");
    if (line === "BEGIN:VEVENT") events.push({});
    else Object.assign(events.at(-1) ?? {}, { [name]: value.join(":") });
  }
  return events;
}

describe("a booking's calendar file", () => {
  it("holds a neutral title and the hour in UTC, under a stable UID", () => {
    const [file, ...others] = renderBooking(booked).files ?? [];
    expect(others).toEqual([]);
    expect(file).toMatchObject({ filename: "meeting.ics", contentType: "text/calendar; charset=utf-8" });
    const content = file?.content ?? "";
    expect(eventsIn(content)).toEqual([
      expect.objectContaining({
        UID: uid,
        SEQUENCE: "0",
        DTSTAMP: "20261130T100000Z",
        DTSTART: "20261201T150000Z",
        DTEND: "20261201T155000Z",
        SUMMARY: "Встреча",
      }),
    ]);
    expect(content).not.toMatch(/психо|консульт|баланс|practice|sebbo|http/i);
  });

  it("keeps the UID of a moved hour and raises its sequence", () => {
    const hours = [{ uid, startsAt: "2026-12-02T15:00:00.000Z", endsAt: "2026-12-02T15:50:00.000Z" }];
    const [file] = renderBooking({ ...booked, about: "moved", hours, sequence: 3600 }).files ?? [];
    expect(eventsIn(file?.content ?? "")).toEqual([
      expect.objectContaining({ UID: uid, SEQUENCE: "3600", DTSTART: "20261202T150000Z" }),
    ]);
  });

  it("has an event for each hour of a weekly booking", () => {
    const second = { uid: "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c13", startsAt: "2026-12-08T15:00:00.000Z" };
    const hours = [...booked.hours, { ...second, endsAt: "2026-12-08T15:50:00.000Z" }];
    const { files, text } = renderBooking({ ...booked, hours });
    expect(eventsIn(files?.[0]?.content ?? "").map(({ UID }) => UID)).toEqual([uid, second.uid]);
    expect(text).toContain("И\u00a0дальше: вторник, 8\u00a0декабря в\u00a018:00");
  });
});
