import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONSENT_TYPES, type ConsentType } from "#app/domain/consent.ts";
import type { Service } from "#app/domain/timetable/availability.ts";
import { MEETING_FORMATS } from "#app/domain/timetable/availability.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import type { Question } from "./chat-message.ts";
import { converse } from "./concierge.ts";
import { CONCIERGE_STEPS, type Press } from "./concierge-buttons.ts";
import { BEGINNING, type Conversation, type Heard, type Reception, type Turn } from "./conversation.ts";

const service = (number: number, format: Service["format"]): Service => ({
  id: `01989f3a-0000-7000-8000-00000000000${number}`,
  slug: `service-${number}`,
  title: `Услуга ${number}`,
  format,
  durationMinutes: 50,
  bookingUrl: null,
  waitlistOpen: true,
  bookWithoutAsking: false,
});
const online = service(1, "online");
const hybrid = service(2, "hybrid");
const closed = service(3, "online");
const VERSION = "2026-11-23";
const document = (type: ConsentType) => ({ type, version: VERSION, sha256: "a".repeat(64) });
const reception: Reception = {
  services: [online, hybrid],
  documents: { personal_data: document("personal_data"), communications: document("communications") },
};
const pressing = (press: Press): Heard => ({ kind: "press", press });
const agree = (type: ConsentType, serviceId: string, version = VERSION) =>
  pressing({ to: "agree", type, version, serviceId });
const started = (serviceId: string | null): Heard => ({
  kind: "start",
  link: { deepLinkId: "AAAAAAAA", serviceId, hour: null, utm: {} },
});

function talk(heard: Heard[], from: Conversation = BEGINNING, at = reception): Turn {
  let turn: Turn = { conversation: from, message: { note: null, question: null } };
  for (const each of heard) turn = converse(turn.conversation, each, at);
  return turn;
}
const questionOf = (turn: Turn): Question["step"] | undefined =>
  "message" in turn ? turn.message.question?.step : undefined;
const noteOf = (turn: Turn) => ("message" in turn ? turn.message.note?.about : undefined);
const whole = (of: Service): Heard[] => [
  started(of.id),
  ...(of.format === "hybrid" ? [pressing({ to: "format", format: "offline", serviceId: of.id })] : []),
  pressing({ to: "window", window: "weekend", serviceId: of.id }),
  agree("personal_data", of.id),
  agree("communications", of.id),
];

describe("the exchange", () => {
  it("asks for the service only if unknown, and for the format only if several exist", () => {
    expect(questionOf(talk([{ kind: "start", link: null }]))).toBe("service");
    expect(questionOf(talk([started(online.id)]))).toBe("window");
    expect(questionOf(talk([started(hybrid.id)]))).toBe("format");
    const chosen = pressing({ to: "service", serviceId: hybrid.id });
    expect(questionOf(talk([{ kind: "start", link: null }, chosen]))).toBe("format");
  });

  it("asks for the two consents separately and ends with the request", () => {
    const [first, second, third, last] = [2, 3, 4, 5].map((count) => talk(whole(hybrid).slice(0, count)));
    expect([first, second, third].map((turn) => turn && questionOf(turn))).toEqual([
      "window",
      "personal_data",
      "communications",
    ]);
    expect(last).toMatchObject({ effect: { do: "submit", service: hybrid, format: "offline", window: "weekend" } });
    expect(last).toMatchObject({ effect: { consents: reception.documents } });
  });

  it("ignores the second consent before the first", () => {
    const turn = talk([...whole(online).slice(0, 2), agree("communications", online.id)]);
    expect([noteOf(turn), questionOf(turn)]).toEqual(["old-button", "personal_data"]);
  });

  it("explains what a closed waitlist makes impossible", () => {
    const turn = talk([started(closed.id)]);
    expect([noteOf(turn), questionOf(turn)]).toEqual(["list-paused", "service"]);
    const pressed = talk([pressing({ to: "service", serviceId: closed.id })]);
    expect([noteOf(pressed), questionOf(pressed)]).toEqual(["list-paused", "service"]);
    expect(noteOf(talk([started(online.id)], BEGINNING, { ...reception, services: [] }))).toBe("no-lists");
  });

  it("goes back one question at a time, then starts again", () => {
    const back = (from: "window" | "communications") => pressing({ to: "back", from, serviceId: hybrid.id });
    const untilCommunications = whole(hybrid).slice(0, 4);
    expect(questionOf(talk([...untilCommunications, back("communications")]))).toBe("personal_data");
    expect(questionOf(talk([...untilCommunications, back("window")]))).toBe("format");
    expect(questionOf(talk([...untilCommunications, pressing({ to: "again" })]))).toBe("service");
  });

  it("says once that it does not read free text and where to find help; keeps its step", () => {
    for (const [heard, note] of [
      [{ kind: "text" }, "free-text"],
      [pressing({ to: "emergency" }), "emergency"],
      [{ kind: "command", command: "emergency" }, "emergency"],
      [pressing({ to: "refuse" }), "refused"],
    ] as const) {
      const turn = talk([...whole(online).slice(0, 3), heard]);
      expect(noteOf(turn)).toBe(note);
      expect(questionOf(talk([pressing({ to: "resume" })], turn.conversation))).toBe("communications");
    }
  });

  it("answers a button in an old message: changes that answer, or explains why not", () => {
    const changed = talk([
      ...whole(online).slice(0, 3),
      pressing({ to: "window", window: "any", serviceId: online.id }),
    ]);
    expect(changed.conversation).toMatchObject({ window: "any", agreed: {} });
    const other = talk([started(hybrid.id), pressing({ to: "window", window: "any", serviceId: online.id })]);
    expect([noteOf(other), questionOf(other)]).toEqual(["old-button", "format"]);
    const tooEarly = talk([started(hybrid.id), pressing({ to: "window", window: "any", serviceId: hybrid.id })]);
    expect([noteOf(tooEarly), questionOf(tooEarly)]).toEqual(["old-button", "format"]);
    const tampered = talk([started(online.id), { kind: "press", press: null }]);
    expect([noteOf(tampered), questionOf(tampered)]).toEqual(["old-button", "window"]);
    const after = talk(whole(online)).conversation;
    expect(noteOf(talk([agree("communications", online.id)], after))).toBe("finished");
    expect(noteOf(talk([{ kind: "press", press: null }], after))).toBe("finished");
  });

  it("asks again when the shown document has a newer version", () => {
    const turn = talk([...whole(online).slice(0, 2), agree("personal_data", online.id, "2025-01-01")]);
    expect([noteOf(turn), questionOf(turn)]).toEqual(["text-changed", "personal_data"]);
    const newer = { ...reception.documents, personal_data: { ...document("personal_data"), version: "2027-01-01" } };
    const later = talk([agree("communications", online.id)], talk(whole(online).slice(0, 3)).conversation, {
      ...reception,
      documents: newer,
    });
    expect(questionOf(later)).toBe("personal_data");
  });

  it("attributes only the first request of a chat to the link", () => {
    const after = talk(whole(online)).conversation;
    expect(after.origin).not.toBeNull();
    expect(talk([pressing({ to: "again" })], after).conversation.origin).toBeNull();
  });
});

const ids = fc.constantFrom(online.id, hybrid.id, closed.id);
const anyPress: fc.Arbitrary<Press | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.record({ to: fc.constant("service" as const), serviceId: ids }) },
  fc.record({ to: fc.constant("format" as const), format: fc.constantFrom(...MEETING_FORMATS), serviceId: ids }),
  {
    weight: 4,
    arbitrary: fc.record({
      to: fc.constant("window" as const),
      window: fc.constantFrom(...TIME_WINDOWS),
      serviceId: ids,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      to: fc.constant("agree" as const),
      type: fc.constantFrom(...CONSENT_TYPES),
      version: fc.constantFrom(VERSION, VERSION, VERSION, "2025-01-01"),
      serviceId: ids,
    }),
  },
  fc.record({
    to: fc.constant("back" as const),
    from: fc.constantFrom(...CONCIERGE_STEPS.filter((step) => step !== "service")),
    serviceId: ids,
  }),
  fc.record({ to: fc.constant("leave" as const), requestId: fc.uuid() }),
  fc.record({ to: fc.constantFrom("refuse", "again", "resume", "emergency", "status", "erase") }),
);
const anyHeard: fc.Arbitrary<Heard> = fc.oneof(
  fc.constant<Heard>({ kind: "start", link: null }),
  ids.map(started),
  fc.constant<Heard>({ kind: "text" }),
  fc.constantFrom("status", "leave", "delete", "emergency").map((command): Heard => ({ kind: "command", command })),
  { weight: 12, arbitrary: anyPress.map((press): Heard => ({ kind: "press", press })) },
);

/** Single events, complete exchanges, and partial exchanges in any order. */
const anyWay = fc
  .array(
    fc.oneof(
      anyHeard.map((heard) => [heard]),
      fc.constantFrom(whole(online), whole(hybrid), whole(hybrid).slice(1), whole(online).slice(2)),
      fc.shuffledSubarray([...whole(hybrid), ...whole(online)]),
    ),
    { maxLength: 12 },
  )
  .map((ways) => ways.flat());

describe("any order of anything", () => {
  it("makes one request, only with an open service, a window and both consents pressed", () => {
    let submitted = 0;
    fc.assert(
      fc.property(anyWay, (all) => {
        let conversation = BEGINNING;
        let since: Heard[] = [];
        for (const heard of all) {
          const turn = converse(conversation, heard, reception);
          const again = heard.kind === "start" || (heard.kind === "press" && heard.press?.to === "again");
          since = again ? [] : [...since, heard];
          if ("effect" in turn && turn.effect.do === "submit") {
            submitted += 1;
            const { service: wanted, window, format } = turn.effect;
            expect(conversation.finished).toBe(false);
            expect(reception.services).toContain(wanted);
            if (window) expect(since).toContainEqual(pressing({ to: "window", window, serviceId: wanted.id }));
            for (const type of CONSENT_TYPES) expect(since).toContainEqual(agree(type, wanted.id));
            if (wanted.format === "hybrid") expect(MEETING_FORMATS).toContain(format);
          }
          conversation = turn.conversation;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(submitted).toBeGreaterThan(100);
  });

  it("always has one answer, and every conversation can be finished", () => {
    fc.assert(
      fc.property(anyWay, anyHeard, (all, last) => {
        const turn = talk(all);
        const answer = converse(turn.conversation, last, reception);
        expect("effect" in answer ? answer.effect : (answer.message.note ?? answer.message.question)).toBeTruthy();
        expect(talk(whole(hybrid), answer.conversation)).toMatchObject({ effect: { do: "submit", service: hybrid } });
      }),
    );
  });

  it("asks for no window where the person comes for an hour, and submits the hour", () => {
    const hour = { slotId: "slot", startsAt: "2026-12-01T15:00:00.000Z", timeZone: "Europe/Moscow" };
    const link = { deepLinkId: "AAAAAAAA", serviceId: online.id, hour, utm: {} };
    const first = talk([{ kind: "start", link }]);
    expect(first).toMatchObject({
      message: { note: { about: "hour-greeting", startsAt: hour.startsAt }, question: { step: "personal_data" } },
    });
    const last = talk(
      CONSENT_TYPES.map((type) => agree(type, online.id)),
      first.conversation,
    );
    expect(last).toMatchObject({ effect: { do: "submit", window: null, hour } });
    const other = talk([pressing({ to: "service", serviceId: hybrid.id })], first.conversation);
    expect(other.conversation.hour).toBeNull();
  });
});
