// Starting other programs: quietly (their words only when they fail), within a time limit, or as the program this
// script turns into, with signals and exit code passed on.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './project.mjs';

/** @typedef {{ code: number, output: string, timedOut: boolean }} Outcome */

const killGraceMs = 5_000;
const terminalGraceMs = 3_000;
const windows = process.platform === 'win32';

/** A child that leads its own group, so that a time limit reaches everything it started.
 *  @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function killGroup(child, signal) {
  try {
    if (windows || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** Runs a program to its end or to the limit. `show` lets it write here; otherwise its output comes back as text.
 *  @param {string} command @param {string[]} args
 *  @param {{ limitMs: number, show?: boolean, env?: Record<string, string>, cwd?: string, shell?: boolean }} options
 *  @returns {Promise<Outcome>} */
export function runToEnd(command, args, { limitMs, show = false, env = {}, cwd = root, shell = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      detached: !windows,
      env: { ...process.env, ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timedOut = false;
    const stop = () => {
      killGroup(child, 'SIGTERM');
      setTimeout(() => killGroup(child, 'SIGKILL'), killGraceMs).unref();
    };
    const limit = setTimeout(() => {
      timedOut = true;
      stop();
    }, limitMs);
    const interrupted = () => {
      stop();
      process.exitCode = 130;
      setTimeout(() => process.exit(130), 1_000);
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    const settle = (/** @type {number} */ code) => {
      clearTimeout(limit);
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupted);
      // What it left running behind it would hold ports and files.
      killGroup(child, 'SIGKILL');
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      settle(127);
    });
    child.on('exit', (code, signal) => {
      // The pipes close a moment after the exit; a grandchild that keeps them open must not keep us.
      const end = setTimeout(() => settle(exitCode(code, signal)), 500);
      child.on('close', () => {
        clearTimeout(end);
        settle(exitCode(code, signal));
      });
    });
  });
}

/** Becomes the given program: its terminal, its signals, its exit code. Stopping it by a signal is a clean end (0).
 *  @param {string} command @param {string[]} args @param {Record<string, string>} [env]
 *  @returns {Promise<number>} */
export function become(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
    let asked = false;
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      if (asked) return;
      asked = true;
      // Ctrl-C in a terminal reaches the child by itself; passing it on would be a second one, which many take as
      // "at once". Only if the child did not hear it is it told after all.
      const heardItself = signal === 'SIGINT' && process.stdin.isTTY;
      setTimeout(() => child.kill(heardItself ? 'SIGTERM' : signal), heardItself ? terminalGraceMs : 0).unref();
    };
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.on('exit', (code, signal) => {
      const stoppedAsAsked = asked && (signal === 'SIGINT' || signal === 'SIGTERM');
      resolve(stoppedAsAsked ? 0 : exitCode(code, signal));
    });
  });
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
function exitCode(code, signal) {
  return code ?? 128 + (signal === null ? 0 : (constants.signals[signal] ?? 0));
}
