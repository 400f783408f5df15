import { describe, expect, it } from "vitest";
import { type DeskHealth, needsAttention } from "./desk-health.ts";

const FINE: DeskHealth = {
  failedMails: 0,
  queue: { waiting: 3, oldestSeconds: 4, failed: [], purgedSecondsAgo: 3000 },
  purged: 2,
  keys: [
    { purpose: "contact", kid: "k2", role: "writes", rows: 10 },
    { purpose: "contact", kid: "k1", role: "missing", rows: 0 },
  ],
  undecryptable: [],
  oddConsents: [],
  droppedViews: 0,
  timetableFaultSecondsAgo: null,
};
const attentionTo = (health: Partial<DeskHealth>) =>
  Object.entries(needsAttention({ ...FINE, ...health })).flatMap(([check, needed]) => (needed ? [check] : []));

describe("what the operator has to look at", () => {
  it.each<[string, Partial<DeskHealth>, string[]]>([
    ["nothing when all is fine", {}, []],
    [
      "nothing before the first purge, nor while rows are counted",
      { keys: null, undecryptable: null, queue: { ...FINE.queue, purgedSecondsAgo: null, oldestSeconds: null } },
      [],
    ],
    ["mails given up", { failedMails: 1 }, ["mails"]],
    ["a timetable that could not be read in the night", { timetableFaultSecondsAgo: 9 * 3600 }, ["timetable"]],
    ["nothing of one that could not be read two days ago", { timetableFaultSecondsAgo: 48 * 3600 }, []],
    ["a job given up", { queue: { ...FINE.queue, failed: [{ name: "confirm-request", count: 1 }] } }, ["queue"]],
    ["a job that waits long", { queue: { ...FINE.queue, oldestSeconds: 700 } }, ["queue"]],
    ["a purge that did not come", { queue: { ...FINE.queue, purgedSecondsAgo: 3 * 3600 } }, ["purge"]],
    ["rows of a key that is gone", { keys: [{ purpose: "contact", kid: "k0", role: "missing", rows: 1 }] }, ["keys"]],
    ["rows that no key opens", { undecryptable: ["waitlist_requests/1"] }, ["keys"]],
    ["consents to an unknown text", { oddConsents: [{ type: "personal_data", version: "1", rows: 1 }] }, ["consents"]],
    ["views that were lost", { droppedViews: 5 }, ["views"]],
  ])("%s", (_, health, checks) => {
    expect(attentionTo(health)).toEqual(checks);
  });
});
