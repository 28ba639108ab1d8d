import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closingLine, countPlaywright, countVitest } from './report.mjs';
import { folderWith } from './temp-folder.fixture.ts';

const reportFile = (contents: object | string) =>
  join(folderWith({ 'r.json': typeof contents === 'string' ? contents : JSON.stringify(contents) }), 'r.json');

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
};

describe('counting tests', () => {
  it('reads passed, failed and skipped from a Vitest report', () => {
    expect(countVitest(reportFile(vitestReport), true)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('counts a test file that does not load as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countVitest(reportFile({ ...vitestReport, testResults }), false).failed).toBe(1);
  });

  it('counts a runner that failed without a failed test as one failure', () => {
    expect(countVitest(reportFile(vitestReport), false).failed).toBe(1);
    const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countPlaywright(reportFile({ stats }), false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts a missing or torn report as one failure, even of a runner that ended well', () => {
    expect(countVitest('/nowhere/report.json', true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countPlaywright(reportFile('{"stats": {'), true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a story that passed only at a second try as failed', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright(reportFile({ stats }), false)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('closes with one line that names skipped tests only where there are any', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
  });
});
