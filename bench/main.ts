// What a user waits for and pays: time to ready, script a participant downloads, latency of an offer between two browsers.
// Figures of one run on one machine; nothing here passes or fails.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { launchOptions } from '../e2e/harness/browser.ts';
import { Case } from '../e2e/harness/case.ts';
import { House } from '../e2e/harness/house.ts';
import type { Participant } from '../e2e/harness/participant.ts';
import { goThrough, seat } from '../e2e/harness/scene.ts';

const root = resolve(import.meta.dirname, '..');
const offers = 20;

type Figure = { what: string; value: number; unit: 'ms' | 'kB' };

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** From the command to the address on the terminal. */
async function timeToReady(): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const began = performance.now();
  const child = spawn('node', ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, PORT: '0', PARLEY_BIND: '127.0.0.1', PARLEY_DATA: data },
  });
  try {
    await new Promise<void>((ready, failed) => {
      child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('Parley is ready') && ready());
      child.once('exit', (code) => failed(new Error(`start ended with ${code}`)));
    });
    return performance.now() - began;
  } finally {
    const gone = new Promise((ended) => child.once('exit', ended));
    child.kill('SIGTERM');
    await gone;
    await rm(data, { recursive: true, force: true });
  }
}

/** Bytes of script as they came over the wire (compressed), from the join page to a table that bargains. */
function countScript(page: Page): () => number {
  let bytes = 0;
  const scripts = new Set<string>();
  void page
    .context()
    .newCDPSession(page)
    .then(async (session) => {
      session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (scripts.has(requestId)) bytes += encodedDataLength;
      });
      await session.send('Network.enable');
    });
  return () => bytes;
}

/** From pressing "Make offer" in one browser until the offer can be answered in the other. */
async function timeOffer(from: Participant, to: Participant, played: Case, price: number): Promise<number> {
  await from.compose(played, { price });
  const shown = to.incoming.getByText(String(price), { exact: false });
  const began = performance.now();
  await from.press(from.say.makeOffer);
  await shown.waitFor();
  return performance.now() - began;
}

async function inBrowsers(): Promise<Figure[]> {
  const browser = await chromium.launch(launchOptions);
  const house = await House.open(browser);
  try {
    const played = await Case.read();
    const facilitator = await house.facilitator();
    await facilitator.host(played);
    const anna = await house.participant({ name: 'Anna' });
    const script = countScript(anna.page);
    const bram = await house.participant({ name: 'Bram' });
    for (const person of [anna, bram]) await person.join(facilitator.code);
    await facilitator.sees(2);
    await seat(facilitator, [anna, bram], played);
    await goThrough(facilitator, 'Start reading', 'Start preparation', 'Start bargaining');
    await anna.compose(played, played.packageAt(0.5));
    const latencies: number[] = [];
    for (let index = 0; index < offers; index += 1) {
      latencies.push(await timeOffer(anna, bram, played, index % 2 === 0 ? 184 : 188));
    }
    return [
      { what: 'script a participant downloads, compressed', value: script() / 1000, unit: 'kB' },
      { what: `an offer from one browser to the other, median of ${offers}`, value: median(latencies), unit: 'ms' },
      {
        what: `an offer from one browser to the other, slowest of ${offers}`,
        value: Math.max(...latencies),
        unit: 'ms',
      },
    ];
  } finally {
    await house.close();
    await browser.close();
  }
}

await rm(join(root, '.next'), { recursive: true, force: true });
const figures: Figure[] = [
  { what: 'npm start to ready, pages to be built', value: await timeToReady(), unit: 'ms' },
  { what: 'npm start to ready, nothing changed', value: await timeToReady(), unit: 'ms' },
  ...(await inBrowsers()),
];
for (const { what, value, unit } of figures)
  console.log(`${value.toFixed(unit === 'kB' ? 1 : 0).padStart(10)} ${unit}  ${what}`);
const at = process.argv.indexOf('--json');
const file = at === -1 ? undefined : process.argv[at + 1];
if (file !== undefined) await writeFile(file, JSON.stringify(figures, null, 2));
