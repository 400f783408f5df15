import { addSession } from "#app/testing/desk.ts";
import { answerAndLog, deskOf, textOf } from "../support/desk/desk-at-work.ts";
import { MISUSES, PROMISE } from "../support/desk/misuses.ts";
import { MARKS, marksIn, WORDS } from "../support/pages/marks.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { tables } from "../support/records/whole-tables.ts";

const HOUR = 3600_000;

test("every misuse at the desk is refused in words, changes nothing and is logged once", async () => {
  const practice = await Practice.start({ logLevel: "info" });
  try {
    const world = await deskOf(practice);
    const before = await tables(practice);
    for (const [what, { ask, status, words, log }] of Object.entries(MISUSES)) {
      await test.step(what, async () => {
        const { answer, lines } = await answerAndLog(() => ask(world));
        expect.soft([what, answer.status]).toEqual([what, status]);
        expect.soft(textOf(answer), what).toMatch(words);
        expect.soft(answer.headers, what).toMatchObject({ "cache-control": "no-store", "x-robots-tag": "noindex" });
        expect.soft(answer.headers["content-security-policy"], what).toContain("frame-ancestors 'none'");
        const line = { msg: "desk refused", status, ...log?.(world) };
        expect
          .soft(lines, what)
          .toEqual([{ level: 40, time: expect.any(String), method: expect.any(String), ...line }]);
        expect.soft(marksIn(JSON.stringify(lines), MARKS), what).toEqual([]);
        expect.soft(await tables(practice), what).toEqual(before);
      });
    }
  } finally {
    await practice.stop();
  }
});

test("a forged, expired or idle session leads to sign-in, is inert and logged once", async () => {
  const practice = await Practice.start({ logLevel: "info" });
  try {
    const { owner, sending, get } = await deskOf(practice);
    const [name] = owner.cookie.split("=");
    const encoded = (token: string) =>
      `${name}=${encodeURIComponent(Buffer.from(JSON.stringify(token)).toString("base64"))}`;
    const over = encoded(await addSession(practice.connection, owner.id, new Date(Date.now() - 13 * HOUR)));
    const idle = encoded(await addSession(practice.connection, owner.id, new Date(Date.now() - 3 * HOUR)));
    const before = await tables(practice);
    for (const cookie of [encoded(WORDS), over, idle]) {
      for (const ask of [() => get("/desk/audit/", cookie), () => sending(cookie, "/desk/settings/", PROMISE)]) {
        const { answer, lines } = await answerAndLog(ask);
        expect(answer.status).toBe(302);
        expect(answer.headers.location).toMatch(/^\/desk\/sign-in\//);
        expect(lines).toMatchObject([{ level: 30, msg: "desk session unknown or over" }]);
        expect(JSON.stringify(lines)).not.toContain(cookie.slice(cookie.indexOf("=") + 1));
      }
      expect(await tables(practice)).toEqual(before);
    }
  } finally {
    await practice.stop();
  }
});
