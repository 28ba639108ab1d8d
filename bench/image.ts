// `npm run try:image`: the steps of the Dockerfile as plain commands, where there is no engine: a clean copy, its build, the second
// stage with only what it takes, run by a user who may write nothing but the data folder. Prints what it saw; 1 where a step failed.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { freePort } from '../server/operations/process.fixture.ts';
import {
  commandOf,
  copyOf,
  environmentOf,
  type Instruction,
  ignores,
  type Stage,
  stagesOf,
} from './image/instructions.ts';

const root = resolve(import.meta.dirname, '..');
const [build, image] = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8')) as [Stage, Stage];
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
/** Debian's nobody; where we are no root, ourselves. */
const someone = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const folder = mkdtempSync(join(tmpdir(), 'parley-image-'));
const inBuild = join(folder, 'build');
const inImage = join(folder, 'image');
const dataFolder = join(folder, 'data');

/** Node of the image's kind first on the PATH, as the base image has it. */
const path = `${dirname(process.execPath)}:${process.env.PATH}`;
const say = (ok: boolean, what: string): void => {
  console.log(`${ok ? 'ok   ' : 'FAULT'} ${what}`);
  if (!ok) throw new Error(what);
};
const whole = (stage: string, absolute: string) => join(stage, relative('/parley', resolve('/parley', absolute)));

function copy(instruction: Instruction, stage: string): void {
  const { from, sources, target } = copyOf(instruction);
  for (const source of sources) {
    const origin = from === null ? join(root, source) : whole(inBuild, source);
    const isFolder = target.endsWith('/') || sources.length > 1;
    const to = isFolder && source !== '.' ? join(whole(stage, target), basename(source)) : whole(stage, target);
    cpSync(origin, to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => from !== null || !ignores(ignored, relative(root, file)),
    });
  }
}

/** `/data` and its owner are ours here. */
const translated = (words: string): string =>
  words.replaceAll('/data', dataFolder).replaceAll('node:node', `${someone.uid ?? ''}:${someone.gid ?? ''}`);

function perform({ instructions }: Stage, stage: string): void {
  mkdirSync(stage, { recursive: true });
  for (const instruction of instructions) {
    if (instruction.name === 'COPY') copy(instruction, stage);
    if (instruction.name !== 'RUN') continue;
    const words = translated(instruction.words);
    const began = performance.now();
    const { status, stderr, stdout } = spawnSync('sh', ['-c', words], {
      cwd: stage,
      env: { PATH: path, HOME: folder, ...cacheOf() },
      encoding: 'utf8',
    });
    if (status !== 0) console.error(`${stdout}\n${stderr}`);
    say(status === 0, `RUN ${instruction.words} (${Math.round((performance.now() - began) / 1000)} s)`);
  }
}

/** Packages that were fetched before need not come over the network again; where npm gets them from is this machine's setting. */
function cacheOf(): Record<string, string> {
  const { stdout } = spawnSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8', env: process.env });
  const npm = Object.entries(process.env).filter(([name]) => /^npm_config_(registry|userconfig|cafile)$/i.test(name));
  const home = process.env.HOME ?? '';
  return {
    npm_config_cache: stdout.trim(),
    npm_config_prefer_offline: 'true',
    npm_config_userconfig: join(home, '.npmrc'),
    ...Object.fromEntries(npm as [string, string][]),
  };
}

async function run(): Promise<void> {
  const port = String(await freePort());
  const environment = { ...environmentOf(image), PORT: port, PARLEY_DATA: dataFolder, PARLEY_BIND: '127.0.0.1' };
  const [, ...words] = commandOf(image.instructions.find(({ name }) => name === 'CMD') as Instruction);
  const child = spawn(process.execPath, words, {
    cwd: inImage,
    ...someone,
    env: { PATH: path, HOME: '/nonexistent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  try {
    for (let tries = 0; tries < 300 && !output.includes('"kind":"ready"') && child.exitCode === null; tries += 1)
      await new Promise((later) => setTimeout(later, 100));
    if (!output.includes('"kind":"ready"')) console.error(output);
    say(output.includes('"kind":"ready"'), `CMD, by user ${someone.uid ?? 'that started this'}: ready`);
    say((await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200, '/readyz');
    const page = await (await fetch(`http://127.0.0.1:${port}/host`)).text();
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(page)?.[1];
    say((await fetch(`http://127.0.0.1:${port}${script}`)).status === 200, 'a page and its script');
    const check = commandOf(image.instructions.find(({ name }) => name === 'HEALTHCHECK') as Instruction);
    const asked = spawn(process.execPath, check.slice(1), { ...someone, env: { PATH: path, PORT: port } });
    say((await new Promise((done) => asked.once('exit', done))) === 0, 'HEALTHCHECK');
    const doctor = ['server/operations/cli.ts', 'doctor'];
    const examined = spawn(process.execPath, doctor, {
      cwd: inImage,
      ...someone,
      env: { PATH: path, ...environment, PORT: '0' },
    });
    say((await new Promise((done) => examined.once('exit', done))) === 0, 'the doctor, in the image');
  } finally {
    child.kill('SIGTERM');
    say((await ended) === 0, 'SIGTERM: exit 0');
  }
  if (/EACCES|EROFS|EPERM/.test(output)) console.log(`     it tried to write:\n${output}`);
}

try {
  if (someone.uid !== undefined) chownSync(folder, someone.uid, someone.gid);
  perform(build, inBuild);
  perform(image, inImage);
  const { stdout } = spawnSync('du', ['-sm', inImage], { encoding: 'utf8' });
  console.log(`     what the image takes beside its base: ${stdout.split('\t')[0]} MB`);
  await run();
  console.log('\nEvery step went well.');
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
