import { describe, expect, it } from "vitest";
import { type DeskHealth, needsAttention } from "./desk-health.ts";

const QUEUE = { waiting: 3, oldestSeconds: 4, retried: [], failed: [], purgedSecondsAgo: 3000 };
const retried = (minutes: number) => [{ name: "confirm-request", count: 2, oldestSecondsAgo: minutes * 60 }];
const FINE: DeskHealth = {
  failedMails: 0,
  waitingMails: null,
  channelFaults: [],
  subscriptionLostSecondsAgo: null,
  server: [],
  queue: QUEUE,
  purged: 2,
  keys: [
    { purpose: "contact", kid: "k2", role: "writes", rows: 10 },
    { purpose: "contact", kid: "k1", role: "missing", rows: 0 },
  ],
  undecryptable: [],
  doubtfulContacts: 0,
  oddConsents: [],
  droppedViews: 0,
  uncountedVisits: 0,
  timetableFaultSecondsAgo: null,
  upSeconds: 600,
};
const failedJob = (hoursAgo: number) => ({ name: "answer-chat", count: 1, newestSecondsAgo: hoursAgo * 3600 });
const attentionTo = (health: Partial<DeskHealth>) =>
  Object.entries(needsAttention({ ...FINE, ...health })).flatMap(([check, needed]) => (needed ? [check] : []));

describe("what the operator has to look at", () => {
  it.each<[string, Partial<DeskHealth>, string[]]>([
    ["nothing when all is fine", {}, []],
    [
      "nothing before the first purge, nor while rows are counted",
      {
        server: null,
        keys: null,
        undecryptable: null,
        doubtfulContacts: null,
        queue: { ...QUEUE, purgedSecondsAgo: null, oldestSeconds: null },
      },
      [],
    ],
    ["mails given up", { failedMails: 1 }, ["mails"]],
    [
      "a channel that is away",
      { channelFaults: [{ channel: "max", fault: "away", since: new Date(0), worked: null }] },
      ["channels"],
    ],
    ["a subscription that was lost, for a day", { subscriptionLostSecondsAgo: 23 * 3600 }, ["channels"]],
    ["a subscription that was lost before, no longer", { subscriptionLostSecondsAgo: 25 * 3600 }, []],
    ["a mail server that refuses us", { server: ["mail_refused"] }, ["server"]],
    ["nothing of a machine that is still checked, or cannot open its own address", { server: ["page_away"] }, []],
    ["mails that wait", { waitingMails: { count: 1, hold: { by: "provider" }, first: new Date() } }, ["mails"]],
    ["contacts that are likely mistyped", { doubtfulContacts: 1 }, ["contacts"]],
    ["a timetable that could not be read in the night", { timetableFaultSecondsAgo: 9 * 3600 }, ["timetable"]],
    ["nothing of one that could not be read two days ago", { timetableFaultSecondsAgo: 48 * 3600 }, []],
    ["a job given up in the night", { queue: { ...QUEUE, failed: [failedJob(9)] } }, ["queue"]],
    ["nothing of one given up twenty days ago", { queue: { ...QUEUE, failed: [failedJob(20 * 24)] } }, []],
    ["mails that have not left for hours", { queue: { ...QUEUE, retried: retried(61) } }, ["queue"]],
    ["nothing of what is tried again for a while", { queue: { ...QUEUE, retried: retried(50) } }, []],
    ["a job that waits long", { queue: { ...QUEUE, oldestSeconds: 700 } }, ["queue"]],
    ["a purge that did not come", { queue: { ...QUEUE, purgedSecondsAgo: 3 * 3600 } }, ["purge"]],
    ["a purge that never came", { queue: { ...QUEUE, purgedSecondsAgo: null }, upSeconds: 3 * 3600 }, ["purge"]],
    ["a queue that cannot be read, and with it the purge", { queue: null }, ["queue", "purge"]],
    ["rows of a key that is gone", { keys: [{ purpose: "contact", kid: "k0", role: "missing", rows: 1 }] }, ["keys"]],
    ["rows that no key opens", { undecryptable: ["waitlist_requests/1"] }, ["keys"]],
    ["consents to an unknown text", { oddConsents: [{ type: "personal_data", version: "1", rows: 1 }] }, ["consents"]],
    ["nothing of visits beyond the limit of an address", { uncountedVisits: 5 }, []],
    ["views that were lost", { droppedViews: 5 }, ["views"]],
  ])("%s", (_, health, checks) => {
    expect(attentionTo(health)).toEqual(checks);
  });
});
