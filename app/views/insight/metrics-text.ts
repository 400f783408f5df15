import { type DeskHealth, needsAttention } from "#app/domain/insight/desk-health.ts";
import type { MetricsFacts } from "#app/domain/insight/metrics.ts";

type Sample = { value: number; labels?: Record<string, string> };
type Family = { name: string; type: "gauge" | "counter"; unit?: "bytes" | "seconds"; help: string; samples: Sample[] };

const one = (value: number): Sample[] => [{ value }];
const known = (value: number | null | undefined): Sample[] => (typeof value === "number" ? one(value) : []);

function processFamilies({ process, ready, backupAgeSeconds }: MetricsFacts): Family[] {
  const { residentBytes, heapBytes, cpuSeconds, startedAtSeconds } = process;
  return [
    {
      name: "process_resident_memory_bytes",
      type: "gauge",
      unit: "bytes",
      help: "Memory that the process holds.",
      samples: one(residentBytes),
    },
    {
      name: "nodejs_heap_used_bytes",
      type: "gauge",
      unit: "bytes",
      help: "JavaScript's part of it.",
      samples: one(heapBytes),
    },
    {
      name: "process_cpu_seconds",
      type: "counter",
      unit: "seconds",
      help: "Processor time since the start.",
      samples: one(cpuSeconds),
    },
    {
      name: "process_start_time_seconds",
      type: "gauge",
      unit: "seconds",
      help: "When the process began, Unix time.",
      samples: one(startedAtSeconds),
    },
    {
      name: "practice_ready",
      type: "gauge",
      help: "1 while the database can be written to.",
      samples: one(ready ? 1 : 0),
    },
    {
      name: "practice_backup_age_seconds",
      type: "gauge",
      unit: "seconds",
      help: "Since the newest file in BACKUP_DIR.",
      samples: known(backupAgeSeconds),
    },
  ];
}

function healthFamilies(health: DeskHealth): Family[] {
  const { queue } = health;
  return [
    {
      name: "practice_attention",
      type: "gauge",
      help: "1 where the desk's page of faults asks for attention.",
      samples: Object.entries(needsAttention(health)).map(([check, needed]) => ({
        value: needed ? 1 : 0,
        labels: { check },
      })),
    },
    {
      name: "practice_mails_failed",
      type: "gauge",
      help: "Mails given up whose person nobody has answered since.",
      samples: one(health.failedMails),
    },
    {
      name: "practice_mails_waiting",
      type: "gauge",
      help: "Mails that wait for a sending limit.",
      samples: one(health.waitingMails?.count ?? 0),
    },
    { name: "practice_jobs_waiting", type: "gauge", help: "Due jobs.", samples: known(queue?.waiting) },
    {
      name: "practice_jobs_oldest_seconds",
      type: "gauge",
      unit: "seconds",
      help: "How long the oldest due job has waited.",
      samples: queue ? one(queue.oldestSeconds ?? 0) : [],
    },
    {
      name: "practice_jobs_failed",
      type: "gauge",
      help: "Jobs given up in thirty days.",
      samples: (queue?.failed ?? []).map(({ name, count }) => ({ value: count, labels: { job: name } })),
    },
    {
      name: "practice_purge_age_seconds",
      type: "gauge",
      unit: "seconds",
      help: "Since the last purge by retention ended.",
      samples: known(queue?.purgedSecondsAgo),
    },
    {
      name: "practice_views_dropped",
      type: "counter",
      help: "Views lost while the database was away.",
      samples: one(health.droppedViews),
    },
    {
      name: "practice_visits_uncounted",
      type: "counter",
      help: "Visits beyond the limit of an address.",
      samples: one(health.uncountedVisits),
    },
  ];
}

/** Everything that a monitor may watch, as OpenMetrics 1.0: numbers of the practice and of this process, of no person. */
export function metricsText(facts: MetricsFacts): string {
  const families = [...processFamilies(facts), ...(facts.health ? healthFamilies(facts.health) : [])];
  return `${families.flatMap(linesOf).join("\n")}\n# EOF\n`;
}

function linesOf({ name, type, unit, help, samples }: Family): string[] {
  if (samples.length === 0) return [];
  return [
    `# TYPE ${name} ${type}`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${help}`,
    ...samples.map(({ value, labels }) => `${name}${type === "counter" ? "_total" : ""}${labelled(labels)} ${value}`),
  ];
}

/** Our own words: without quotes and line ends. */
function labelled(labels: Sample["labels"]): string {
  if (!labels) return "";
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",")}}`;
}
