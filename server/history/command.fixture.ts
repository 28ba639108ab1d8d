// For tests: the checker as `npm run history` starts it, in a process of its own; what it prints, and its exit code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';

export async function command(...words: (string | number)[]): Promise<{ code: number; text: string }> {
  const program = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [program, ...words.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text, [code]] = await Promise.all([textOf(child.stdout), once(child, 'close')]);
  return { code, text };
}

/** The first broken promise with its step and what was found, and how many of which broke in all. */
export const brokenIn = (text: string): string | undefined => /^Broken: .*/ms.exec(text)?.[0];
