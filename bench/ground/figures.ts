// How a bench shows its figures: a table on the terminal and, with `--json FILE`, the same with the machine it ran on.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, release } from 'node:os';

export type Cell = string | number | null;

/** Columns as wide as their longest cell; figures to the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [head.map(String), ...rows.map((row) => row.map(shown))];
  const widths = head.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)));
  return texts.map((row) => line(row).join('  ')).join('\n');
}

function shown(cell: Cell): string {
  if (cell === null || Number.isNaN(cell)) return '–';
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell) || Math.abs(cell) >= 1000) return cell.toFixed(0);
  return cell.toFixed(Math.abs(cell) < 10 ? 2 : 1);
}

/** The class of machine, never its name. */
export const machine = () => ({
  at: new Date().toISOString(),
  node: process.version,
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  system: `${process.platform} ${release().split('-')[0]}`,
});

export function keepFigures(file: string | undefined, figures: object): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify({ machine: machine(), ...figures }, null, 1)}\n`);
}
