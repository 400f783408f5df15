import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  closingLine,
  commandCount,
  playwrightCount,
  playwrightFailures,
  playwrightTimes,
  slowest,
  total,
  vitestCount,
  vitestFailures,
  vitestTimes,
} from "./test-report.mjs";

const written = (content: string) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "report-")), "report.json");
  writeFileSync(file, content);
  return file;
};
const vitest = (numPassedTests: number, numFailedTests: number, testResults: unknown[] = []) =>
  written(JSON.stringify({ numPassedTests, numFailedTests, numPendingTests: 0, numTodoTests: 0, testResults }));
const playwright = (stats: object, errors: unknown[] = []) =>
  written(JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors }));

describe("the count of a test run", () => {
  it("adds up what every part says", () => {
    const count = total([
      commandCount(true),
      commandCount(false),
      vitestCount(vitest(10, 0), true),
      playwrightCount(playwright({ expected: 5, unexpected: 1, flaky: 1, skipped: 2 }), false),
    ]);
    expect(closingLine(count)).toBe("16 passed, 3 failed, 2 skipped");
  });

  it("fails for a runner that left no report, or half of one", () => {
    for (const file of ["no/such/file", written('{"numPassed')]) {
      expect(vitestCount(file, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
      expect(playwrightCount(file, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    }
  });

  it("fails for a runner that ran no test, also when all were skipped", () => {
    expect(vitestCount(vitest(0, 0), true).failed).toBe(1);
    expect(playwrightCount(playwright({ skipped: 3 }), true)).toEqual({ passed: 0, failed: 1, skipped: 3 });
  });

  it("counts every file that could not be loaded beside the tests that failed", () => {
    const unloaded = { status: "failed", assertionResults: [] };
    const withFailure = { status: "failed", assertionResults: [{ status: "failed" }] };
    expect(vitestCount(vitest(3, 1, [unloaded, unloaded, withFailure]), false).failed).toBe(3);
    expect(playwrightCount(playwright({ expected: 3 }, [{ message: "no such module" }]), false).failed).toBe(1);
  });

  it("trusts a runner that reports failure, though its report names no test", () => {
    expect(vitestCount(vitest(3, 0), false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
    expect(playwrightCount(playwright({ expected: 3 }), false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it("ends plainly when nothing was skipped", () => expect(closingLine(commandCount(true))).toBe("1 passed, 0 failed"));
});

describe("the failures of a run", () => {
  it("say where and why, without colours, also for files that did not load", () => {
    const failed = {
      status: "failed",
      fullName: "a page is calm",
      failureMessages: ["\u001b[31mno\u001b[39m\n\nline 2"],
    };
    const unit = vitest(1, 1, [
      { name: "a.test.ts", status: "failed", assertionResults: [{ status: "passed" }, failed] },
      { name: "b.test.ts", status: "failed", message: "no such module", assertionResults: [] },
      { name: "c.test.ts", status: "passed", assertionResults: [{ status: "passed" }] },
    ]);
    expect(vitestFailures(unit)).toEqual([
      "a.test.ts › a page is calm\n    no\n    line 2",
      "b.test.ts\n    no such module",
    ]);
    const lines = Array.from({ length: 40 }, (_, nth) => `line ${nth}`);
    const results = [{ errors: [{ message: lines.join("\n") }] }];
    const specs = [
      { ok: true, tests: [] },
      { ok: false, file: "d.spec.ts", line: 7, title: "waits", tests: [{ results }] },
    ];
    const browser = written(JSON.stringify({ suites: [{ suites: [{ specs }] }], errors: [{ message: "no browser" }] }));
    expect(playwrightFailures(browser)).toEqual([
      "outside a test\n    no browser",
      ["d.spec.ts:7 › waits", ...lines.slice(0, 25)].join("\n    "),
    ]);
  });

  it("are none where a runner left no report", () => {
    expect([...vitestFailures("no/such/file"), ...playwrightFailures("no/such/file")]).toEqual([]);
  });
});

describe("the slowest files", () => {
  it("come first, over both runners and all projects", () => {
    const unit = vitest(1, 0, [{ name: "a.test.ts", startTime: 1_000, endTime: 3_500 }]);
    const ran = (...durations: number[]) => ({ tests: [{ results: durations.map((duration) => ({ duration })) }] });
    const nested = { file: "b.spec.ts", specs: [ran(1_000)], suites: [{ specs: [ran(2_000, 500)] }] };
    const browser = written(JSON.stringify({ suites: [nested, { file: "c.spec.ts", specs: [ran(100)] }] }));
    const times = [...vitestTimes(unit), ...playwrightTimes(browser)];
    expect(slowest(times, 2)).toEqual(["    3.5 s  b.spec.ts", "    2.5 s  a.test.ts"]);
  });

  it("are none where a runner left no report", () => {
    expect([...vitestTimes("no/such/file"), ...playwrightTimes("no/such/file")]).toEqual([]);
  });
});
