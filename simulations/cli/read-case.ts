// Reads a case file: YAML or JSON, a full simulation or only its numbers. Refuses what is too large or too clever.
// Knows files and parsers; judges no case.
import { readFileSync, statSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { type ParsedCase, parseCase } from '../check.ts';
import type { Numbers } from '../schema.ts';
import { Complaint } from './complaint.ts';

/** No case needs more; parsers are not asked to try. */
const MOST_BYTES = 4_000_000;

/** The text of a file, or a complaint that says why not. */
export function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES)
      throw new Complaint(`${file}: ${(size / 1e6).toFixed(1)} MB, but a case has at most ${MOST_BYTES / 1e6} MB`);
    return decoded(file, readFileSync(file));
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`${file}: ${reasonOf(error)}`);
  }
}

/** UTF-8, unless a byte-order mark or an XML declaration says otherwise. What is no text is refused. */
function decoded(file: string, bytes: Buffer): string {
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/u.exec(bytes.toString('latin1', 0, 200))?.[1];
  const marks: Record<string, string> = { fffe: 'utf-16le', feff: 'utf-16be' };
  const encoding = marks[bytes.toString('hex', 0, 2)] ?? declared ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Complaint(`${file}: is not text in ${encoding}: save it as UTF-8`);
  }
}

/** What a YAML or JSON file holds. Anchors may not multiply beyond 100 aliases. */
export function readParsed(file: string): unknown {
  const text = readText(file).replace(/^\uFEFF/u, '');
  try {
    return file.toLowerCase().endsWith('.json') ? JSON.parse(text) : parsedYaml(text);
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
    throw new Complaint(`${file}: ${reason.includes('call stack') ? 'nested too deeply' : reason}`);
  }
}

/** A case that can be analysed and scored. Grading faults of a full case do not matter here: `check` reports them. */
export function readCase(file: string): ParsedCase & { numbers: Numbers } {
  const parsed = parseCase(readParsed(file));
  if (parsed.kind === 'neither' || parsed.faults.length > 0)
    throw new Complaint(`${file} cannot be used:`, parsed.faults);
  return parsed;
}

function parsedYaml(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS({ maxAliasCount: 100 });
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const known: Record<string, string> = {
    ENOENT: 'no such file',
    EISDIR: 'a folder, not a file',
    EACCES: 'may not be read',
  };
  return known[String(code)] ?? 'cannot be read';
}
