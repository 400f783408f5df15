import { describe, expect, it } from "vitest";
import type { DeskHealth } from "#app/domain/insight/desk-health.ts";
import { metricsText } from "./metrics-text.ts";

const process = { residentBytes: 190_000_000, heapBytes: 40_000_000, cpuSeconds: 1.5, startedAtSeconds: 1_790_000_000 };
const health: DeskHealth = {
  failedMails: 1,
  waitingMails: null,
  channelFaults: [],
  subscriptionLostSecondsAgo: null,
  server: ["disk"],
  queue: {
    waiting: 2,
    oldestSeconds: 3.5,
    retried: [],
    failed: [{ name: "answer-chat", count: 4, newestSecondsAgo: 90_000 }],
    purgedSecondsAgo: null,
  },
  purged: 0,
  keys: null,
  undecryptable: [],
  doubtfulContacts: 0,
  oddConsents: [],
  droppedViews: 7,
  uncountedVisits: 0,
  timetableFaultSecondsAgo: null,
  upSeconds: 60,
};

describe("the metrics of a practice", () => {
  const lines = metricsText({ process, ready: true, health, backupAgeSeconds: null }).split("\n");

  it("are lines of OpenMetrics, each family once and described before its samples", () => {
    expect(lines.slice(-2)).toEqual(["# EOF", ""]);
    const [families, described] = [new Map<string, string>(), new Set<string>()];
    for (const line of lines.slice(0, -2)) {
      const [, what, name, type] = /^# (TYPE|UNIT|HELP) ([a-z_]+) (.+)$/.exec(line) ?? [];
      if (what === "TYPE" && name && type) {
        expect(families.has(name)).toBe(false);
        families.set(name, type);
      }
      if (what === "UNIT" && name && type) expect(name.endsWith(type)).toBe(true);
      if (what === "HELP" && name) described.add(name);
      if (what) continue;
      const [, sample = ""] = /^([a-z_]+)(?:\{[a-z]+="[a-z-]+"\})? -?\d+(?:\.\d+)?$/.exec(line) ?? [];
      const family = families.has(sample) ? sample : sample.replace(/_total$/, "");
      expect([line, described.has(family)]).toEqual([line, true]);
      expect([line, sample.endsWith("_total")]).toEqual([line, families.get(family) === "counter"]);
    }
  });

  it("tell what the page of faults tells", () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        'practice_attention{check="mails"} 1',
        'practice_attention{check="server"} 1',
        'practice_attention{check="keys"} 0',
        "practice_jobs_oldest_seconds 3.5",
        'practice_jobs_failed{job="answer-chat"} 4',
        "practice_views_dropped_total 7",
      ]),
    );
  });

  it("leave out what is not known", () => {
    const away = metricsText({ process, ready: false, health: null, backupAgeSeconds: 60 });
    expect(away).toContain("practice_ready 0\n");
    expect(away).toContain("practice_backup_age_seconds 60\n");
    expect(away).not.toContain("practice_jobs");
    expect(lines.join()).not.toContain("practice_backup_age_seconds");
  });
});
