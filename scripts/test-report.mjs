import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @returns {Count} what stands for a part that failed as a whole */
const oneFailure = () => ({ passed: 0, failed: 1, skipped: 0 });

/** @param {string} file the report, which a killed runner has left out or incomplete */
function read(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * A runner that ran no test has failed, and so has one that reports failure: it also knows of errors missing in its report.
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

/** @typedef {{ file: string, seconds: number }} FileTime */

/** @param {string} file @returns {FileTime[]} how long each of Vitest's files took */
export function vitestTimes(file) {
  const results = read(file)?.testResults ?? [];
  return results.map(({ name, startTime, endTime }) => ({ file: name, seconds: (endTime - startTime) / 1000 }));
}

/** @param {string} file @returns {FileTime[]} how long the tests of each of Playwright's files took, all projects together */
export function playwrightTimes(file) {
  const suites = read(file)?.suites ?? [];
  return suites.map((suite) => ({ file: suite.file, seconds: msOf(suite) / 1000 }));
}

function msOf({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results.map(({ duration }) => duration)));
  return [...own, ...suites.map(msOf)].reduce((sum, ms) => sum + ms, 0);
}

/** Of a failed test's message, which holds a call log and a picture of the page. */
const LINES_OF_A_FAILURE = 25;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with one.
const COLOURS = /\u001b\[[\d;]*m/g;
const failure = (place, messages) =>
  [place, ...messages.join("\n").replace(COLOURS, "").split("\n").filter(Boolean).slice(0, LINES_OF_A_FAILURE)].join(
    "\n    ",
  );

/** @param {string} file @returns {string[]} each of Vitest's failures: where, and the first lines of the reason */
export function vitestFailures(file) {
  return (read(file)?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [failure(name, [message ?? ""])];
    return failed.map(({ fullName, failureMessages }) => failure(`${name} › ${fullName}`, failureMessages));
  });
}

/** @param {string} file @returns {string[]} each of Playwright's failures: where, and the first lines of the reason */
export function playwrightFailures(file) {
  const { suites = [], errors = [] } = read(file) ?? {};
  const outside = errors.map(({ message }) => failure("outside a test", [message ?? ""]));
  return [...outside, ...suites.flatMap(failuresOf)];
}

function failuresOf({ specs = [], suites = [] }) {
  const failed = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const messages = tests.flatMap(({ results }) =>
        results.flatMap(({ errors = [] }) => errors.map(({ message }) => message)),
      );
      return failure(`${file}:${line} › ${title}`, messages);
    });
  return [...failed, ...suites.flatMap(failuresOf)];
}

/** @param {FileTime[]} times @param {number} [count] @returns {string[]} a line for each of the slowest files, the slowest first */
export function slowest(times, count = 10) {
  const sorted = times.toSorted((one, other) => other.seconds - one.seconds).slice(0, count);
  return sorted.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}
