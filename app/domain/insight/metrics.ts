import type { DeskHealth } from "./desk-health.ts";

/** What the operating system and Node count of a process. */
export type ProcessFacts = { residentBytes: number; heapBytes: number; cpuSeconds: number; startedAtSeconds: number };

/** What a monitor watches. `health`: `null` while the database is away. `backupAgeSeconds`: `null` where no backup is kept. */
export type MetricsFacts = {
  process: ProcessFacts;
  ready: boolean;
  health: DeskHealth | null;
  backupAgeSeconds: number | null;
};
