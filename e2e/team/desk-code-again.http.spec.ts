import { OPERATOR_ROLES, type OperatorRole } from "#app/domain/team/operator.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { type Desk, deskOf, textOf } from "../support/desk/desk-at-work.ts";
import type { Answer } from "../support/http.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { clearLimits } from "../support/records/limits.ts";
import { addDeeds, auditBy, codeGivenAt, giveRecoveryCode, recoveryCodesOf } from "../support/records/team.ts";
import { tables } from "../support/records/whole-tables.ts";

const NOBODY = "00000000-0000-7000-8000-000000000000";
const RECOVERY_CODE = "0123456789abcdefghjkmnpq";

/** `asked`: the code is required first. `done`: no code is needed. `refused`: the role may not, with or without a code. */
type Before = "asked" | "done" | "refused";
type Act = {
  at(desk: Desk): string;
  fields: Record<string, string>;
  /** The page's words about the act. */
  words?: string;
  /** The status of the act after the code. */
  after?: number;
} & Record<OperatorRole, Before>;

const OWNERS = { owner: "asked", assistant: "refused" } as const;
const EVERYBODY = { owner: "asked", assistant: "asked" } as const;
const WITHOUT = { owner: "done", assistant: "done" } as const;
const settings = { at: () => "/desk/settings/", words: "Это меняет, кому открыт рабочий стол" };
const person = { at: (desk: Desk) => desk.person };

/** Per role: which acts of the desk require the code again, fifteen minutes after it was last given. */
const ACTS: Record<string, Act> = {
  invite: {
    ...settings,
    fields: { intent: "invite", email: "anna@practice.example", role: "owner" },
    after: 200,
    ...OWNERS,
  },
  role: { ...settings, fields: { intent: "role", operator_id: NOBODY, role: "owner" }, after: 409, ...OWNERS },
  disable: { ...settings, fields: { intent: "disable", operator_id: NOBODY }, after: 409, ...OWNERS },
  export: {
    at: (desk) => `${desk.person}data/`,
    fields: {},
    words: "В файле будут все данные человека",
    after: 303,
    ...OWNERS,
  },
  erase: {
    ...person,
    fields: { intent: "erase", confirmation: "удалить", seen: "2026-11-23T09:00:00.000Z" },
    words: "Данные человека будут удалены",
    after: 409,
    ...OWNERS,
  },
  "another app": {
    at: () => "/desk/account/factor/",
    fields: { intent: "show" },
    words: "Это меняет то, чем подтверждается ваш вход",
    after: 200,
    ...EVERYBODY,
  },
  "recovery codes": {
    at: () => "/desk/account/",
    fields: { intent: "codes" },
    words: "Это меняет то, чем подтверждается ваш вход",
    after: 200,
    ...EVERYBODY,
  },
  "a first reveal": { ...person, fields: { intent: "reveal" }, ...WITHOUT },
  note: { ...person, fields: { intent: "note", note: "no_answer" }, ...WITHOUT },
  search: { at: () => "/desk/search/", fields: { contact: "nobody@example.org" }, ...WITHOUT },
  promise: {
    at: () => "/desk/settings/",
    fields: { intent: "promise", working_days: "9", seen: "2" },
    owner: "done",
    assistant: "refused",
  },
  "the numbers": { at: () => "/desk/insight/export/", fields: {}, ...WITHOUT },
  "ending a session": { at: () => "/desk/account/", fields: { intent: "end", session: NOBODY }, ...WITHOUT },
};

const asksForCode = (answer: Answer) => textOf(answer).includes("Подтвердите кодом");
const codeWasGiven = (practice: Practice, operatorId: string, minutesAgo: number) =>
  codeGivenAt(practice, operatorId, new Date(Date.now() - minutesAgo * 60_000));
const recoveryCode = (practice: Practice, operatorId: string) => giveRecoveryCode(practice, operatorId, RECOVERY_CODE);

for (const role of OPERATOR_ROLES) {
  test(`acts of an ${role} that require the code do nothing without it`, async () => {
    const practice = await Practice.start();
    try {
      const desk = await deskOf(practice);
      const { cookie, id } = desk[role];
      for (const [name, { at, fields, words, after, [role]: before }] of Object.entries(ACTS)) {
        await test.step(name, async () => {
          const send = (more: Record<string, string> = {}, to = at(desk)) =>
            desk.sending(cookie, to, { ...fields, ...more });
          await codeWasGiven(practice, id, 15);
          await clearLimits(practice);
          const earlier = await tables(practice);
          const first = await send();
          // A file renders no page: the code is asked for at another address.
          const elsewhere = first.headers.location?.startsWith("/desk/account/code/")
            ? first.headers.location
            : undefined;
          const answer = elsewhere === undefined ? first : await desk.get(elsewhere, cookie);
          expect([name, asksForCode(answer)]).toEqual([name, before === "asked"]);
          if (before === "done") return expect(answer.status).toBeLessThan(405);
          expect(answer.status).toBe(403);
          expect(await tables(practice)).toEqual(earlier);
          if (before === "refused") {
            await recoveryCode(practice, id);
            expect(asksForCode(await send({ confirm_recovery: RECOVERY_CODE }))).toBe(false);
            // No code is used up on an act that the role may not do.
            expect(await recoveryCodesOf(practice, id)).toHaveLength(1);
            return;
          }
          expect(textOf(answer)).toContain(words);
          for (const [field, value] of Object.entries(fields))
            expect(answer.body).toContain(`<input type="hidden" name="${field}" value="${value}"/>`);
          expect((await send({ confirm_code: "12 34" }, elsewhere)).status).toBe(400);
          expect((await send({ confirm_code: "000000" }, elsewhere)).status).toBe(403);

          await recoveryCode(practice, id);
          const done = await send({ confirm_recovery: RECOVERY_CODE }, elsewhere);
          expect([name, done.status, asksForCode(done)]).toEqual([name, after, false]);
          await codeWasGiven(practice, id, 14);
          expect([name, asksForCode(await send())]).toEqual([name, false]);
        });
      }
    } finally {
      await practice.stop();
    }
  });
}

test("after fifty reveals an hour, owner and assistant must give the code", async ({ practice }) => {
  const desk = await deskOf(practice);
  for (const role of OPERATOR_ROLES) {
    const { id, cookie } = desk[role];
    await addDeeds(practice, id, "reveal", 49);
    await codeWasGiven(practice, id, 120);
    const reveal = (more = {}) => desk.sending(cookie, desk.person, { intent: "reveal", ...more });
    expect((await reveal()).status).toBe(200);
    const asked = await reveal();
    expect([asked.status, asksForCode(asked)]).toEqual([403, true]);
    expect(textOf(asked)).toContain("За час показано контактов: 50");
    await recoveryCode(practice, id);
    const shown = await reveal({ confirm_recovery: RECOVERY_CODE });
    expect([shown.status, asksForCode(shown)]).toEqual([200, false]);
    expect((await reveal()).status).toBe(200);
  }
});

test("wrong codes are audited with a mark of the place, and limited to ten per place", async ({ practice }) => {
  const desk = await deskOf(practice);
  const { id, cookie } = await atTheDesk(practice);
  await codeWasGiven(practice, id, 20);
  const guess = () => desk.sending(cookie, "/desk/account/", { intent: "codes", confirm_code: "000000" });
  for (let each = 0; each < 10; each += 1) expect((await guess()).status).toBe(403);
  const limited = await guess();
  expect([limited.status, asksForCode(limited)]).toEqual([429, true]);
  expect(Number(limited.headers["retry-after"])).toBeGreaterThan(0);
  const written = await auditBy(practice, id);
  const refused = {
    action: "proof_refused",
    subjectKind: null,
    details: { step: "code", from: expect.stringMatching(/^[\w-]{16}$/) },
  };
  expect(written).toEqual(Array(10).fill(refused));
  expect(new Set(written.map(({ details }) => JSON.stringify(details))).size).toBe(1);
});
