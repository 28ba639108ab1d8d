// `convert FILE… --to parley|genius|negmas [--out FOLDER]`: a case between formats, or a refusal that names what would be lost.
// Knows files and folders; formats live in ../interchange.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { stringify } from 'yaml';
import { parseCase } from '../check.ts';
import { readGenius } from '../interchange/genius-read.ts';
import { type WrittenFiles, writeGenius } from '../interchange/genius-write.ts';
import { isNegmas, readNegmas, withPoints, writeNegmas } from '../interchange/negmas.ts';
import { InterchangeRefusal } from '../interchange/xml.ts';
import type { Numbers } from '../schema.ts';
import { shapeFaults } from '../shape.ts';
import { Complaint } from './complaint.ts';
import { readParsed, readText } from './read-case.ts';
import { readXml } from './read-xml.ts';
import { typedWords, type Voice } from './words.ts';
import { makeFolder, writeText } from './write-text.ts';

const formats = ['parley', 'genius', 'negmas'];

/** Prints a Parley case, or writes the files of another format to a new folder and prints their names. */
export function convertVerb(words: readonly string[], { print, remark }: Voice): boolean {
  const typed = typedWords(words, { to: { type: 'string' }, out: { type: 'string' } });
  const to = typed.text('to') ?? '';
  if (!formats.includes(to)) throw new Complaint(`convert needs --to ${formats.join('|')}`);
  if (typed.files.length === 0) throw new Complaint('convert needs at least one FILE, or a folder of them');
  const files = typed.files.flatMap(filesIn);
  try {
    const { numbers, notes } = imported(files);
    for (const note of notes) remark(`note: ${note}`);
    const out = typed.text('out');
    if (to === 'parley' && out === undefined) print(JSON.stringify(numbers, null, 1));
    else write(out ?? `${stemOf(typed.files)}-${to}`, writtenAs(to, numbers), print);
    return true;
  } catch (error) {
    if (error instanceof InterchangeRefusal) throw new Complaint(`${error.where}: ${error.message}`);
    throw error;
  }
}

/** A folder stands for the files of the known endings in it. */
function filesIn(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) =>
    ['.xml', '.json', '.yml', '.yaml'].includes(extname(name).toLowerCase()),
  );
  if (names.length === 0) throw new Complaint(`${path}: no .xml, .json or .yml file in this folder`);
  return names.sort().map((name) => join(path, name));
}

function imported(files: readonly string[]): { numbers: Numbers; notes: string[] } {
  const xml = files.filter((file) => file.toLowerCase().endsWith('.xml'));
  if (xml.length > 0 && xml.length < files.length)
    throw new Complaint('GENIUS XML and other files do not mix: give one case at a time');
  if (xml.length > 0)
    return sound(readGenius(xml.map((file) => ({ name: basename(file), root: readXml(file, readText(file)) }))));
  const parsed = files.map((file) => ({ name: basename(file), parsed: readParsed(file) }));
  const [only] = parsed;
  if (parsed.length > 1 || isNegmas(only?.parsed)) return sound(readNegmas(parsed));
  const { numbers, simulation, faults } = parseCase(only?.parsed);
  if (numbers === null || faults.length > 0) throw new Complaint(`${files[0]} cannot be used:`, faults);
  return {
    numbers,
    notes: simulation
      ? ['names, texts and intentions of a full simulation stay behind: only its numbers are converted']
      : [],
  };
}

function sound<Read extends { numbers: Numbers }>(read: Read): Read {
  const faults = shapeFaults(read.numbers);
  if (read.numbers.roles.length > 7)
    faults.push({ path: 'roles', message: `${read.numbers.roles.length} roles`, mend: 'give at most 7 profiles' });
  if (faults.length > 0) throw new Complaint('These files make no sound case:', faults);
  return read;
}

/** NegMAS reads YAML 1.1, where no and 12:30 are other things than text unless they are quoted. */
const negmasYaml = { blockQuote: false, lineWidth: 0, version: '1.1' } as const;

function writtenAs(to: string, numbers: Numbers): WrittenFiles {
  if (to === 'genius') return writeGenius(numbers);
  return to === 'negmas'
    ? writeNegmas(numbers, (value) => withPoints(stringify(value, negmasYaml)))
    : { 'case.json': JSON.stringify(numbers, null, 1) };
}

function stemOf([first = 'case']: readonly string[]): string {
  return basename(first, extname(first)) || 'case';
}

/** Never over something that is there. */
function write(folder: string, files: WrittenFiles, print: (line: string) => void): void {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
    throw new Complaint(`${folder} exists and is not empty: choose another with --out FOLDER`);
  }
  makeFolder(folder);
  for (const [name, text] of Object.entries(files)) {
    writeText(join(folder, name), text);
    print(join(folder, name));
  }
}
