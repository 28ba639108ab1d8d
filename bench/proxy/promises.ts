// What is promised, as it was seen: printed line by line, and remembered where it broke.
const broken: string[] = [];

export function check(ok: boolean, what: string): void {
  console.log(`${ok ? 'ok   ' : 'FAULT'} ${what}`);
  if (!ok) broken.push(what);
}

export const scene = (title: string) => console.log(`\n${title}`);

export function verdict(): number {
  console.log(broken.length === 0 ? '\nAll promises held.' : `\n${broken.length} broken.`);
  return broken.length === 0 ? 0 : 1;
}

export const ms = (value: number): string => `${Math.round(value)} ms`;
