// Counts single tests from the JSON reports of Vitest and Playwright. A runner that failed without a failed test
// (a file that does not load, a timeout, no report at all) counts as one failure: silence is never a pass.
import { readFileSync, rmSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A report of an earlier run must not be counted as this one's.
 *  @param {string} file */
export function forgetReport(file) {
  rmSync(file, { force: true });
}

/** @param {Count} count @param {boolean} ok whether the runner ended well
 *  @returns {Count} */
const honest = (count, ok) => (ok || count.failed > 0 ? count : { ...count, failed: 1 });

/** @param {string} file @param {boolean} ok
 *  @returns {Count} */
export function countVitest(file, ok) {
  const report = readReport(file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  // A file that does not load has no tests to fail.
  const broken = (report.testResults ?? []).filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ { status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const count = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return honest(count, ok);
}

/** @param {string} file @param {boolean} ok
 *  @returns {Count} */
export function countPlaywright(file, ok) {
  const stats = readReport(file)?.stats;
  if (stats === undefined) return { passed: 0, failed: 1, skipped: 0 };
  // A story that passed only at the second try is not one to trust.
  return honest({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }, ok);
}

/** The closing line.
 *  @param {Count} count */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
