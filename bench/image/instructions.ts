// Reads a Dockerfile into its stages: only the instructions that ours uses, any other is an error. Runs nothing.
export type Instruction = { name: string; words: string; line: number };
export type Stage = { base: string; name: string | null; instructions: Instruction[] };

const known = ['WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD'];

export function stagesOf(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  for (const { name, words, line } of instructionsOf(dockerfile)) {
    if (name === 'FROM') {
      const [base = '', , stage = null] = words.split(/\s+/);
      stages.push({ base, name: stage, instructions: [] });
      continue;
    }
    if (!known.includes(name)) throw new Error(`line ${line}: ${name} is not known to this reader`);
    const stage = stages.at(-1);
    if (!stage) throw new Error(`line ${line}: ${name} before FROM`);
    stage.instructions.push({ name, words, line });
  }
  return stages;
}

function instructionsOf(dockerfile: string): Instruction[] {
  const found: Instruction[] = [];
  let open: Instruction | null = null;
  for (const [index, text] of dockerfile.split('\n').entries()) {
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    const goesOn = text.trimEnd().endsWith('\\');
    const words = text.trim().replace(/\\$/, '').trim();
    if (open) open.words += ` ${words}`;
    else {
      const [name = ''] = words.split(/\s+/);
      open = { name: name.toUpperCase(), words: words.slice(name.length).trim(), line: index + 1 };
      found.push(open);
    }
    if (!goesOn) open = null;
  }
  return found;
}

/** `ENV A=1 B=2` of a stage. */
export const environmentOf = ({ instructions }: Stage): Record<string, string> =>
  Object.fromEntries(
    instructions
      .filter(({ name }) => name === 'ENV')
      .flatMap(({ words }) => words.split(/\s+/).map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? ''])),
  );

export type Copy = { from: string | null; sources: string[]; target: string };
export function copyOf({ words }: Instruction): Copy {
  const parts = words.split(/\s+/);
  const from = parts[0]?.startsWith('--from=') ? (parts.shift()?.slice('--from='.length) ?? null) : null;
  return { from, sources: parts.slice(0, -1), target: parts.at(-1) ?? '' };
}

/** The words of `CMD [...]`, also behind HEALTHCHECK's options. */
export function commandOf({ words }: Instruction): string[] {
  return JSON.parse(words.slice(words.indexOf('['))) as string[];
}

/** Whether a path of the project stays out of the build, by the lines of `.dockerignore`. */
export function ignores(lines: readonly string[], path: string): boolean {
  return lines.some((line) =>
    line.startsWith('**/*') ? path.endsWith(line.slice(4)) : path === line || path.startsWith(`${line}/`),
  );
}
