import { expect, it } from "vitest";
import { type Finding, fault, ok } from "./finding.ts";
import { type Look, pauseBeforeNext, RunningChecks } from "./running-checks.ts";

function checksOf(...looks: Look[]) {
  const lines: unknown[] = [];
  const logger = {
    warn: (event: string, facts?: object) => void lines.push([event, facts]),
    fault: (event: string) => void lines.push([event]),
  };
  return { checks: new RunningChecks({ looks, logger }), lines };
}

it("what the last run found is known, and logged when it is new", async () => {
  const found: Finding[] = [ok("mail", "fine"), fault("disk", "full", "disk")];
  const { checks, lines } = checksOf(async () => found);
  expect(checks.problems).toBeNull();
  await checks.run();
  await checks.run();
  expect(checks.problems).toEqual(["disk"]);
  expect(lines).toEqual([["check found", { problem: "disk" }]]);
  found.pop();
  await checks.run();
  expect(checks.problems).toEqual([]);
  checks.stop();
});

it("a check that throws says nothing, and keeps the others", async () => {
  const { checks, lines } = checksOf(
    () => Promise.reject(new Error("away")),
    async () => [fault("clock", "late", "clock")],
  );
  await checks.run();
  expect(checks.problems).toEqual(["clock"]);
  expect(lines).toContainEqual(["check not made"]);
  checks.stop();
});

it("a start waits for no check, and a stopped app hears nothing of a late one", async () => {
  let end: (findings: Finding[]) => void = () => undefined;
  const { checks, lines } = checksOf(() => new Promise((resolve) => (end = resolve)));
  const ended = checks.run();
  checks.stop();
  end([fault("disk", "full", "disk")]);
  await ended;
  expect([checks.problems, lines]).toEqual([null, []]);
});

it("an address that the machine cannot reach is no alarm", async () => {
  const { checks, lines } = checksOf(async () => [fault("address", "away", "page_away")]);
  await checks.run();
  expect([checks.problems, lines]).toEqual([["page_away"], []]);
  checks.stop();
});

it("looks again soon after an alarm, then less and less often", () => {
  const minutes = (alarms: number) => pauseBeforeNext(alarms) / 60_000;
  expect([0, 1, 2, 3, 4, 5, 50].map(minutes)).toEqual([60, 5, 10, 20, 40, 60, 60]);
});
