import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { closingLine, commandCount, playwrightCount, total, vitestCount } from "./test-report.mjs";

const report = (content: unknown) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "report-")), "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
};
const vitest = (numPassedTests: number, numFailedTests: number) =>
  report({ numPassedTests, numFailedTests, numPendingTests: 0, numTodoTests: 0 });

describe("the count of a test run", () => {
  it("adds up what every part says", () => {
    const browser = report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } });
    const count = total([
      commandCount(true),
      commandCount(false),
      vitestCount(vitest(10, 0), true),
      playwrightCount(browser, false),
    ]);
    expect(closingLine(count)).toBe("16 passed, 3 failed, 2 skipped");
  });

  it("fails for a part that left no report, ran nothing, or failed outside of a test", () => {
    expect(vitestCount("no/such/file", false).failed).toBe(1);
    expect(vitestCount(vitest(0, 0), true).failed).toBe(1);
    expect(vitestCount(vitest(3, 0), false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
    expect(playwrightCount(report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } }), true).failed).toBe(
      1,
    );
  });

  it("ends plainly when nothing was skipped", () => expect(closingLine(commandCount(true))).toBe("1 passed, 0 failed"));
});
