// Writes one text to a file, or complains in words.
// Knows files; nothing of what is written.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Complaint } from './complaint.ts';

const reasons: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'is a folder',
  EACCES: 'may not be written',
  EROFS: 'may not be written',
  ENOSPC: 'there is no room left',
};

export function writeText(file: string, text: string): void {
  inWords(file, () => writeFileSync(file, text));
}

export function makeFolder(folder: string): void {
  inWords(folder, () => mkdirSync(folder, { recursive: true }));
}

function inWords(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Complaint(`${path} cannot be written: ${reasons[code] ?? code}`);
  }
}
