// `check [FILE…]`: every fault of every case file at once; without files, the library's.
// Knows files and faults; the judging is done in ../check.ts.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkParsed } from '../check.ts';
import { Complaint, faultLine } from './complaint.ts';
import { readParsed } from './read-case.ts';
import { typedWords, type Voice } from './words.ts';

const library = join(import.meta.dirname, '..', 'library');

/** Prints one line a case and one a fault; whether all is well. */
export function checkVerb(words: readonly string[], { print }: Voice): boolean {
  const { files, has } = typedWords(words, { json: { type: 'boolean' } });
  const checked = (files.length > 0 ? files : libraryFiles()).map((file) => ({ file, ...faultsOf(file) }));
  if (has('json'))
    print(
      JSON.stringify(
        checked.map(({ file, sentence, faults }) => ({ file, ...(sentence ? { sentence } : {}), faults })),
        null,
        1,
      ),
    );
  else
    for (const { file, sentence, faults } of checked) for (const line of linesFor(file, sentence, faults)) print(line);
  return checked.every(({ sentence, faults }) => sentence === null && faults.length === 0);
}

type Found = { sentence: string | null; faults: ReturnType<typeof checkParsed> };

function faultsOf(file: string): Found {
  try {
    return { sentence: null, faults: checkParsed(readParsed(file)) };
  } catch (error) {
    if (error instanceof Complaint) return { sentence: error.message, faults: [] };
    throw error;
  }
}

function linesFor(file: string, sentence: string | null, faults: Found['faults']): string[] {
  if (sentence !== null) return [sentence];
  if (faults.length === 0) return [`${file}: in order`];
  return [`${file}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`, ...faults.map(faultLine)];
}

function libraryFiles(): string[] {
  const folders = readdirSync(library, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = folders.map(({ name }) => join(library, name, 'simulation.yaml')).filter((file) => existsSync(file));
  if (files.length === 0) throw new Complaint('no cases in simulations/library');
  return files.map((file) => relative(process.cwd(), file));
}
