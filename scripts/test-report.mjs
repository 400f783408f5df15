import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const NOTHING = { passed: 0, failed: 1, skipped: 0 };

/**
 * What a runner's JSON report says. One that is missing, or ran no test, is a failure of its own, as is an error outside of any test.
 * @param {string} file
 * @param {(report: any) => Count} read
 * @returns {Count}
 */
function fromReport(file, read) {
  if (!existsSync(file)) return NOTHING;
  const count = read(JSON.parse(readFileSync(file, "utf8")));
  return count.passed + count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** @param {string} file @param {boolean} succeeded the runner's own word: it also knows errors outside of tests */
export function vitestCount(file, succeeded) {
  return fromReport(file, (report) => ({
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, succeeded ? 0 : 1),
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

/** @param {string} file @param {boolean} succeeded */
export function playwrightCount(file, succeeded) {
  return fromReport(file, ({ stats }) => ({
    passed: stats.expected,
    failed: Math.max(stats.unexpected + stats.flaky, succeeded ? 0 : 1),
    skipped: stats.skipped,
  }));
}

/** @param {boolean} succeeded @returns {Count} */
export function commandCount(succeeded) {
  return succeeded ? { passed: 1, failed: 0, skipped: 0 } : NOTHING;
}

/** @param {Count[]} counts @returns {Count} */
export function total(counts) {
  return counts.reduce((sum, each) => ({
    passed: sum.passed + each.passed,
    failed: sum.failed + each.failed,
    skipped: sum.skipped + each.skipped,
  }));
}

/** @param {Count} count the closing line of a test run */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
