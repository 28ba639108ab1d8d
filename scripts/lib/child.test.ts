import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runToEnd } from './child.mjs';
import { inProject } from './project.mjs';
import { folderWith } from './temp-folder.fixture.ts';

const node = process.execPath;

describe('running a program to its end', () => {
  it('answers its exit code and what it said', async () => {
    const program = "console.log('out'); console.error('err'); process.exitCode = 3";
    const { code, output, timedOut } = await runToEnd(node, ['-e', program], { limitMs: 10_000 });
    expect({ code, timedOut }).toEqual({ code: 3, timedOut: false });
    expect(output).toContain('out');
    expect(output).toContain('err');
  });

  it('stops it, and what it started, at the limit', async () => {
    const program =
      "require('child_process').spawn('sleep', ['60'], { stdio: 'inherit' }); setInterval(() => {}, 1000)";
    const startedAt = performance.now();
    const { code, timedOut } = await runToEnd(node, ['-e', program], { limitMs: 300 });
    expect(timedOut).toBe(true);
    expect(code).not.toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('takes a program that is not there as a failure', async () => {
    expect((await runToEnd('/nowhere/program', [], { limitMs: 1_000 })).code).toBe(127);
  });
});

describe('becoming a program', () => {
  /** A script that becomes `program`; answers its exit code after `signal`, sent as soon as the program says "up". */
  async function exitAfter(program: string, signal?: NodeJS.Signals) {
    const folder = folderWith({
      'program.mjs': program,
      'script.mjs': `import { become } from ${JSON.stringify(inProject('scripts', 'lib', 'child.mjs'))};
        process.exitCode = await become(process.execPath, [process.argv[2]]);`,
    });
    const script = spawn(node, [`${folder}/script.mjs`, `${folder}/program.mjs`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    script.stdout.on('data', (chunk) => {
      said += chunk;
      if (signal && said.endsWith('up\n')) script.kill(signal);
    });
    const [code] = await once(script, 'close');
    return { code, said };
  }
  const waiting = "setInterval(() => {}, 1000); console.log('up');";

  it('passes its exit code on', async () => {
    expect((await exitAfter('process.exitCode = 7')).code).toBe(7);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on and lets the program close in its own time', async (signal) => {
    const closing = `process.on('${signal}', () => setTimeout(() => { console.log('closed'); process.exit(0); }, 200));`;
    expect(await exitAfter(closing + waiting, signal)).toEqual({ code: 0, said: 'up\nclosed\n' });
  });

  it('takes a program that the signal itself ended as a clean end', async () => {
    expect((await exitAfter(waiting, 'SIGTERM')).code).toBe(0);
  });

  it('does not take a crash as a clean end', async () => {
    expect((await exitAfter("process.kill(process.pid, 'SIGKILL')")).code).toBe(137);
  });
});
