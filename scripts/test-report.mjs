import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @returns {Count} what stands for a part that failed as a whole */
const oneFailure = () => ({ passed: 0, failed: 1, skipped: 0 });

/** @param {string} file the report, which a runner that was killed has left out or left half-written */
function read(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * A runner that ran no test has failed, and so has one that says so: it also knows of errors that its report leaves out.
 * @param {Count} count
 * @param {boolean} succeeded
 * @returns {Count}
 */
function checked(count, succeeded) {
  const failure = !succeeded || count.passed + count.failed === 0;
  return { ...count, failed: Math.max(count.failed, failure ? 1 : 0) };
}

/** @param {string} file @param {boolean} succeeded the runner's own word @returns {Count} */
export function vitestCount(file, succeeded) {
  const report = read(file);
  if (!report) return oneFailure();
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return checked(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    succeeded,
  );
}

/** @param {string} file @param {boolean} succeeded @returns {Count} */
export function playwrightCount(file, succeeded) {
  const report = read(file);
  if (!report) return oneFailure();
  const { stats, errors } = report;
  return checked(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped },
    succeeded,
  );
}

/** @param {boolean} succeeded @returns {Count} */
export function commandCount(succeeded) {
  return succeeded ? { passed: 1, failed: 0, skipped: 0 } : oneFailure();
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
