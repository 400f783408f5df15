import { expect, it } from "vitest";
import { firstLines } from "./first-lines.ts";

const practice: Parameters<typeof firstLines>[0] = {
  demo: false,
  publicOrigin: "https://practice.example",
  host: "127.0.0.1",
  database: { kind: "postgres", url: "postgres://anna:secret@db.example/practice?sslmode=verify-full" },
  mail: { kind: "smtp", url: "smtps://anna:secret@mail.example" },
  telegram: { token: "1:secret", webhookSecret: "secret", apiRoot: "https://api.telegram.org" },
  bots: [{ messenger: "telegram", name: "balance_bot" }],
  max: null,
  trustProxy: 1,
};

it("a practice is told from a demo, with the place of its data and no secret", () => {
  expect(firstLines(practice)).toEqual([
    "This is a practice at https://practice.example.",
    "Data: PostgreSQL at db.example:5432, database practice. Mail: SMTP through mail.example.",
  ]);
  const demo = firstLines({
    ...practice,
    demo: true,
    trustProxy: 0,
    database: { kind: "embedded", dataDir: "/srv/data" },
    mail: { kind: "outbox", dir: "/srv/data/outbox" },
  });
  expect(demo[0]).toMatch(/^This is a demo: .*https PUBLIC_ORIGIN/);
  expect(demo.slice(1)).toEqual(["Data: embedded database in /srv/data/pglite. Mail: files in /srv/data/outbox."]);
});

it("what a practice may have forgotten is named with what it causes", () => {
  const lines = firstLines({ ...practice, trustProxy: 0, telegram: null }).slice(2);
  expect(lines.map((line) => line.split(".")[0])).toEqual(["Not set: TRUST_PROXY", "Not set: TELEGRAM_BOT_TOKEN"]);
  expect(firstLines({ ...practice, telegram: null, bots: [] })[2]).toContain("TELEGRAM_BOT_USERNAME");
  const bots = [{ messenger: "max", name: "balance_bot" } as const];
  expect(firstLines({ ...practice, bots })[2]).toBe("Not set: MAX_BOT_TOKEN. The bot does not answer.");
});
