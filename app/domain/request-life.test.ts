import fc from "fast-check";
import { expect, it } from "vitest";
import {
  askRenewal,
  CLOSED_REASONS,
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
const PRACTICE = { timeZone: "Europe/Moscow", answerWithinWorkingDays: 2 };
type Act = {
  by: "visitor" | "operator" | "scheduler";
  name: string;
  on(request: WaitlistRequest, now: Date): WaitlistRequest;
};

const window = fc.constantFrom(...TIME_WINDOWS);
const act = (by: Act["by"], name: string, on: Act["on"]) => fc.constant<Act>({ by, name, on });
const ACTS: fc.Arbitrary<Act> = fc.oneof(
  window.map(
    (to): Act => ({
      by: "visitor",
      name: `repeat ${to}`,
      on: (r, now) => (r.status === "closed" ? r : repeatRequest(r, to, PRACTICE, now)),
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
  fc
    .constantFrom(...CLOSED_REASONS)
    .map((reason): Act => ({ by: "operator", name: `close ${reason}`, on: (r, now) => closeRequest(r, reason, now) })),
  act("scheduler", "ask", askRenewal),
  act("scheduler", "lapse", lapseRequest),
);
const LIFE = fc.array(fc.tuple(ACTS, fc.integer({ min: 0, max: 40 })), { maxLength: 40 });

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
  for (const [each, days] of life) {
    now = new Date(now.getTime() + days * DAY);
    const after = each.on(request, now);
    check(request, after, each, now);
    request = after;
  }
}

it("status moves by its rules only, whatever visitor, operator and scheduler do and in whatever order", () => {
  fc.assert(
    fc.property(fc.boolean(), LIFE, (suspect, life) => {
      live(suspect, life, (before, after, { by, name }, now) => {
        expect(after.status === "closed").toBe(after.closedReason !== null);
        expect(after.status === "closed").toBe(after.closedAt !== null);
        expect(after.linkVersion).toBe(before.linkVersion + (name === "erase" ? 1 : 0));
        const { id, serviceId, leadId, createdAt, answerBy, quarantinedAt } = before;
        expect(after).toMatchObject({ id, serviceId, leadId, createdAt, answerBy, quarantinedAt });
        if (before.status === "closed") {
          const { linkVersion: _, updatedAt: __, ...closed } = before;
          expect(after).toMatchObject(closed);
        } else if (after.status === "closed") {
          expect(after.closedAt).toEqual(now);
          if (by === "scheduler") expect([after.closedReason, before.expiresAt <= now]).toEqual(["expired", true]);
          else expect(name).toMatch(/^(leave|erase|close )/);
        } else {
          expect(after.status).toBe(before.status);
        }
      });
    }),
  );
});

it("only a sign from the person moves the term, to 90 days from then; each term is asked about once at most", () => {
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

it("every act done twice at one moment is done once, but for the link, which is dead either way", () => {
  fc.assert(
    fc.property(LIFE, (life) => {
      live(false, life, (_, after, each, now) => {
        expect({ ...each.on(after, now), linkVersion: 0 }).toEqual({ ...after, linkVersion: 0 });
      });
    }),
  );
});

it("paused or not, a request without a sign lapses", () => {
  const paused = changeRequest(born(false), { to: "paused" }, new Date("2026-12-01T00:00:00Z"));
  expect(lapseRequest(paused, new Date("2027-02-28T23:59:59Z"))).toBe(paused);
  expect(lapseRequest(paused, new Date("2027-03-01T00:00:00Z"))).toMatchObject({ closedReason: "expired" });
});
