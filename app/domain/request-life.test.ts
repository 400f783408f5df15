import fc from "fast-check";
import { expect, it } from "vitest";
import { MESSENGERS } from "#app/domain/chat/messenger.ts";
import { REQUEST_SOURCES } from "./channel.ts";
import { CLOSING_REASONS, contactRequest, releaseRequest, UNDO_MS, undoLastAct } from "./people/operator-work.ts";
import { USUAL_CALENDAR } from "./timetable/working-days.ts";
import {
  askRenewal,
  changeRequest,
  closeRequest,
  LAPSES_AFTER_DAYS,
  lapseRequest,
  openRequest,
  repeatRequest,
  requestLeave,
  TIME_WINDOWS,
  type WaitlistRequest,
  withoutContact,
} from "./waitlist-request.ts";

const DAY = 24 * 3600_000;
const PRACTICE = { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2, calendar: USUAL_CALENDAR };
type Act = {
  by: "visitor" | "operator" | "scheduler";
  name: string;
  on(request: WaitlistRequest, now: Date): WaitlistRequest;
};

const window = fc.constantFrom(...TIME_WINDOWS);
const act = (by: Act["by"], name: string, on: Act["on"]) => fc.constant<Act>({ by, name, on });
const ACTS: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(window, fc.constantFrom(...REQUEST_SOURCES)).map(
    ([to, source]): Act => ({
      by: "visitor",
      name: `repeat ${to} ${source}`,
      on: (r, now) => (r.status === "closed" ? r : repeatRequest(r, { window: to, source }, PRACTICE, now)),
    }),
  ),
  window.map(
    (to): Act => ({
      by: "visitor",
      name: `window ${to}`,
      on: (r, now) => changeRequest(r, { to: "window", window: to }, now),
    }),
  ),
  ...(["paused", "resumed", "renewed"] as const).map((to) =>
    act("visitor", to, (r, now) => changeRequest(r, { to }, now)),
  ),
  act("visitor", "wish to leave", requestLeave),
  act("visitor", "leave", (r, now) => closeRequest(r, "withdrawn", now)),
  act("visitor", "erase", withoutContact),
  act("operator", "contacted", contactRequest),
  fc
    .constantFrom(...CLOSING_REASONS)
    .map((reason): Act => ({ by: "operator", name: `close ${reason}`, on: (r, now) => closeRequest(r, reason, now) })),
  act("operator", "undo", undoLastAct),
  act("operator", "not spam", (r, now) => releaseRequest(r, "l", now)),
  act("operator", "erase", withoutContact),
  act("scheduler", "ask", askRenewal),
  act("scheduler", "lapse", lapseRequest),
);
/** Milliseconds between two acts: within the undo time, just after it, or days later. */
const PAUSE = fc.oneof(
  fc.integer({ min: 1, max: UNDO_MS + 1 }),
  fc.constantFrom(UNDO_MS, UNDO_MS + 1),
  fc.integer({ min: 0, max: 40 }).map((days) => days * DAY + 1),
);
const LIFE = fc.array(fc.tuple(ACTS, PAUSE), { maxLength: 40 });

const born = (suspect: boolean) =>
  openRequest(
    {
      id: "r",
      serviceId: "s",
      leadId: suspect ? null : "l",
      preferredContactMethod: "email",
      preferredTimeWindow: "any",
      source: "web",
      utm: {},
      suspect,
    },
    PRACTICE,
    new Date("2026-11-23T09:00:00Z"),
  );

function live(
  suspect: boolean,
  life: [Act, number][],
  check: (before: WaitlistRequest, after: WaitlistRequest, act: Act, now: Date) => void,
) {
  let request = born(suspect);
  let now = request.createdAt;
  for (const [each, pause] of life) {
    now = new Date(now.getTime() + pause);
    const after = each.on(request, now);
    check(request, after, each, now);
    request = after;
  }
}

/** Which acts may change a status, and how. */
const MOVES: Record<string, RegExp> = {
  "new > contacted": /^operator contacted$/,
  "contacted > new": /^(visitor repeat .*|operator undo)$/,
  "new > closed": /^(visitor leave|(visitor|operator) erase|operator close .*|scheduler lapse)$/,
  "contacted > closed": /^(visitor leave|(visitor|operator) erase|operator close .*|scheduler lapse)$/,
  "closed > new": /^operator undo$/,
  "closed > contacted": /^operator undo$/,
};

it("status changes only by its rules, for any order of acts", () => {
  fc.assert(
    fc.property(fc.boolean(), LIFE, (suspect, life) => {
      let forgotten = false;
      live(suspect, life, (before, after, { by, name }, now) => {
        expect(after.status === "closed").toBe(after.closedReason !== null);
        expect(after.status === "closed").toBe(after.closedAt !== null);
        if (after.status === "contacted") expect(after.contactedAt).not.toBeNull();
        if (after.status === "new") expect(after.contactedAt).toBeNull();
        expect(after.linkVersion).toBe(before.linkVersion + (name === "erase" ? 1 : 0));
        const { id, serviceId, createdAt } = before;
        expect(after).toMatchObject({ id, serviceId, createdAt });
        if (after.status !== before.status)
          expect(`${by} ${name}`).toMatch(MOVES[`${before.status} > ${after.status}`] ?? /^never$/);
        if (before.status === "closed" && after.status === "closed") {
          const { linkVersion: _, updatedAt: __, ...closed } = before;
          expect(after).toMatchObject(closed);
        }
        if (name === "lapse" && after !== before)
          expect([after.closedReason, before.expiresAt <= now]).toEqual(["expired", true]);
        forgotten ||= name === "erase";
        if (forgotten) expect(after.status).toBe("closed");
      });
    }),
  );
});

it("an operator undoes only their own last act, in time; the request is as before", () => {
  fc.assert(
    fc.property(fc.boolean(), LIFE, (suspect, life) => {
      let [last, since]: [WaitlistRequest | null, Date | null] = [null, null];
      live(suspect, life, (before, after, { by, name }, now) => {
        if (name === "undo" && after !== before) {
          const { updatedAt: _, ...stood } = last ?? {};
          expect(after).toMatchObject(stood);
          expect(since && now.getTime() - since.getTime()).toBeLessThanOrEqual(UNDO_MS);
        }
        if (after === before) return;
        const taken = by === "operator" && /^(contacted|close (?!withdrawn))/.test(name);
        [last, since] = taken ? [before, now] : [null, null];
      });
    }),
  );
});

it("only an operator releases a suspect; only an answered person gets a new promise", () => {
  fc.assert(
    fc.property(fc.boolean(), LIFE, (suspect, life) => {
      live(suspect, life, (before, after, { name }) => {
        if (after.quarantinedAt !== before.quarantinedAt || after.leadId !== before.leadId) {
          expect([name, before.status === "closed", after.quarantinedAt, after.leadId]).toEqual([
            "not spam",
            false,
            null,
            "l",
          ]);
        }
        if (after.quarantinedAt) expect(after.status).not.toBe("contacted");
        if (after.answerBy !== before.answerBy) expect([before.status, after.status]).toEqual(["contacted", "new"]);
      });
    }),
  );
});

it("only the person's sign renews the 90 days; each term is asked about once at most", () => {
  fc.assert(
    fc.property(LIFE, (life) => {
      let asked = 0;
      live(false, life, (before, after, { by, name }, now) => {
        const moved = after.expiresAt.getTime() !== before.expiresAt.getTime();
        if (moved) {
          expect(by).toBe("visitor");
          expect(after.expiresAt.getTime()).toBe(now.getTime() + LAPSES_AFTER_DAYS * DAY);
          asked = 0;
        }
        if (name === "ask" && after !== before) {
          asked += 1;
          expect(asked).toBe(1);
          expect(after.expiresAt.getTime() - now.getTime()).toBeLessThanOrEqual(14 * DAY);
          expect(after.expiresAt.getTime()).toBeGreaterThan(now.getTime());
        }
      });
    }),
  );
});

it("a repeat without proof of the contact ends neither a pause nor a wish to leave", () => {
  fc.assert(
    fc.property(LIFE, (life) => {
      live(false, life, (before, after, { name }) => {
        if (!/^repeat .* (web|api)$/.test(name)) return;
        const { pausedAt, leaveRequestedAt } = before;
        expect(after).toMatchObject({ pausedAt, leaveRequestedAt });
      });
    }),
  );
});

it("the window offered back is the one from before the first unconfirmed repeat", () => {
  const chosen = new RegExp(`^(window|repeat .* (${MESSENGERS.join("|")})$)`);
  fc.assert(
    fc.property(LIFE, (life) => {
      let own = born(false).preferredTimeWindow;
      live(false, life, (before, after, { name }) => {
        const chose = before.status !== "closed" && chosen.test(name);
        if (chose) own = after.preferredTimeWindow;
        expect(after.windowBeforeRepeat ?? after.preferredTimeWindow).toBe(own);
      });
    }),
  );
});

it("an act repeated at one moment counts once, except revoking a dead link", () => {
  fc.assert(
    fc.property(LIFE, (life) => {
      live(false, life, (_, after, each, now) => {
        expect({ ...each.on(after, now), linkVersion: 0 }).toEqual({ ...after, linkVersion: 0 });
      });
    }),
  );
});

it("a request without a sign lapses, paused or not", () => {
  const paused = changeRequest(born(false), { to: "paused" }, new Date("2026-12-01T00:00:00Z"));
  expect(lapseRequest(paused, new Date("2027-02-28T23:59:59Z"))).toBe(paused);
  expect(lapseRequest(paused, new Date("2027-03-01T00:00:00Z"))).toMatchObject({ closedReason: "expired" });
});
