// What a user waits for and pays: time to ready, script a participant downloads, latency of an offer between two browsers.
// Figures of one run on one machine; nothing here passes or fails.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { launchOptions } from '../e2e/harness/browser.ts';
import { Facilitator, Participant } from '../e2e/harness/people.ts';
import { TestServer } from '../e2e/harness/server.ts';

const root = resolve(import.meta.dirname, '..');
const offers = 20;

type Figure = { what: string; value: number; unit: 'ms' | 'kB' };

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** From the command to the address on the terminal. */
async function timeToReady(): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const began = performance.now();
  const child = spawn('node', ['scripts/start.mjs'], { cwd: root, env: { ...process.env, PORT: '0', PARLEY_BIND: '127.0.0.1', PARLEY_DATA: data } });
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
  void page.context().newCDPSession(page).then(async (session) => {
    session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await session.send('Network.enable');
  });
  return () => bytes;
}

async function inBrowsers(): Promise<Figure[]> {
  const server = await TestServer.start();
  const browser = await chromium.launch(launchOptions);
  try {
    const facilitator = await Facilitator.host(browser, server);
    const anna = await Participant.open(browser, server);
    const script = countScript(anna.page);
    await anna.join(facilitator.code, { name: 'Anna', place: 'elsewhere' });
    const bram = await Participant.open(browser, server);
    await bram.join(facilitator.code, { name: 'Bram', place: 'elsewhere' });
    await facilitator.seatEveryone();
    for (const step of ['Start reading', 'Start preparation', 'Start bargaining'] as const) await facilitator.press(step);
    const latencies: number[] = [];
    for (let index = 0; index < offers; index += 1) latencies.push(await anna.timeOffer(index, bram));
    return [
      { what: 'script a participant downloads, compressed', value: script() / 1000, unit: 'kB' },
      { what: `an offer from one browser to the other, median of ${offers}`, value: median(latencies), unit: 'ms' },
      { what: `an offer from one browser to the other, slowest of ${offers}`, value: Math.max(...latencies), unit: 'ms' },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

await rm(join(root, '.next'), { recursive: true, force: true });
const figures: Figure[] = [
  { what: 'npm start to ready, pages to be built', value: await timeToReady(), unit: 'ms' },
  { what: 'npm start to ready, nothing changed', value: await timeToReady(), unit: 'ms' },
  ...(await inBrowsers()),
];
for (const { what, value, unit } of figures) console.log(`${value.toFixed(unit === 'kB' ? 1 : 0).padStart(10)} ${unit}  ${what}`);
const at = process.argv.indexOf('--json');
const file = at === -1 ? undefined : process.argv[at + 1];
if (file !== undefined) await writeFile(file, JSON.stringify(figures, null, 2));
