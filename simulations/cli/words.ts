// Splits what was typed after a verb into files and options, and complains about what it does not know.
// Knows words; no files and no cases.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Complaint } from './complaint.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
/** Where a verb's answer goes, and where remarks beside it go. */
export type Voice = { print: (line: string) => void; remark: (line: string) => void };
export type Typed = { files: string[]; text: (name: string) => string | undefined; has: (name: string) => boolean };

/** Strict: an unknown option is a complaint that lists the known ones. */
export function typedWords(words: readonly string[], options: Options): Typed {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    return {
      files: positionals,
      text: (name) => {
        const value = values[name];
        return typeof value === 'string' ? value : undefined;
      },
      has: (name) => values[name] === true,
    };
  } catch (error) {
    const known = Object.keys(options)
      .map((name) => `--${name}`)
      .join(' ');
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new Complaint(`${reason.replace(/\. To specify.*$/u, '')} (options: ${known})`);
  }
}

/** Exactly one file. */
export function oneFile({ files }: Typed, verb: string): string {
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Complaint(`${verb} takes one FILE, not ${files.length}`);
  return file;
}
