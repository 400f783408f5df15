import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { OPERATOR_ROLES } from "#app/domain/team/operator.ts";
import { DEEDS } from "../support/desk/deeds.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { answerAndLog, deskOf } from "../support/desk/desk-at-work.ts";
import { MAIL } from "../support/pages/marks.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { requestOf } from "../support/records/requests.ts";
import { tables } from "../support/records/whole-tables.ts";

const ROUTES = path.resolve("app/routes");
const sources = readdirSync(ROUTES)
  .filter((file) => file.startsWith("desk."))
  .map((file) => ({ file, source: readFileSync(path.join(ROUTES, file), "utf8") }));
const deeds = Object.entries(DEEDS).flatMap(([file, intents]) =>
  Object.entries(intents).map(([intent, deed]) => ({ file, intent, ...deed })),
);

/** The intents of every union of forms that a route reads. */
async function intentsOf(source: string): Promise<string[]> {
  const intents: string[] = [];
  for (const [, names = "", from = ""] of source.matchAll(/import \{([^}]*)\} from "#app\/(forms\/[^"]+)"/g)) {
    const forms: Record<string, unknown> = await import(path.resolve("app", from));
    for (const name of names.split(",")) {
      const form = forms[name.trim()];
      if (form instanceof z.ZodDiscriminatedUnion) intents.push(...intentsIn(form));
    }
  }
  return [...new Set(intents)];
}

/** A form with variants has one intent in all of them. */
function intentsIn(form: z.ZodDiscriminatedUnion): string[] {
  const intents = form.options.flatMap((option) => {
    if (option instanceof z.ZodDiscriminatedUnion) return intentsIn(option);
    const { intent } = option instanceof z.ZodObject ? option.shape : {};
    return intent instanceof z.ZodLiteral ? [String(intent.value)] : [];
  });
  return [...new Set(intents)];
}

test("every action of every route, with every intent, is in the table of permissions", async () => {
  const acting = sources.filter(({ source }) => /export (async function|function|const) action\b/.test(source));
  expect(acting.map(({ file }) => file).sort()).toEqual(Object.keys(DEEDS).sort());
  for (const { file, source } of acting) {
    const intents = await intentsOf(source);
    const inTable = Object.keys(DEEDS[file] ?? {});
    expect([file, inTable.sort()]).toEqual([file, intents.length > 0 ? intents.sort() : [""]]);
  }
});

for (const role of OPERATOR_ROLES) {
  test(`what an ${role} may do works; what they may not changes nothing and is logged`, async () => {
    const practice = await Practice.start({ logLevel: "info" });
    try {
      const desk = await deskOf(practice);
      const { cookie, id } = desk[role];
      const colleague = await atTheDesk(practice, "assistant");
      const day = (later: number) => new Date(Date.now() + (40 + later) * 86_400_000).toISOString().slice(0, 10);
      let earlier = await tables(practice);
      for (const { file, intent, at, fields, before, changesNothing, [role]: status } of deeds) {
        await test.step(`${file} ${intent}`, async () => {
          const { updatedAt } = await requestOf(practice, desk.service.id);
          const seen = updatedAt.toISOString();
          const world = { ...desk, address: MAIL, seen, colleague, day, slotId: desk.slot.id, actor: desk[role] };
          if (before) {
            await before(world);
            earlier = await tables(practice);
          }
          const form = { ...(intent === "" ? {} : { intent }), ...fields?.(world) };
          const stranger = await desk.sending("", at(world), form);
          expect(stranger.headers.location).toMatch(/^\/desk\/sign-in\//);
          // One look for both: a stranger's change would show as a change where none is expected, or as an act done before.
          const { answer, lines } = await answerAndLog(() => desk.sending(cookie, at(world), form));
          expect(answer.status).toBe(status);
          if (status < 400) expect(lines).toEqual([]);
          else expect(lines).toMatchObject([{ msg: "desk refused", status, ...(status === 403 && { operator: id }) }]);
          // What the act left to a job must not show as a change by the next act.
          if (status < 400) await practice.jobsDone();
          const later = await tables(practice);
          if (status < 400 && !changesNothing) expect(later).not.toEqual(earlier);
          else expect(later).toEqual(earlier);
          earlier = later;
        });
      }
    } finally {
      await practice.stop();
    }
  });
}
