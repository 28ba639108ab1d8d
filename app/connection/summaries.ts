// The latest summaries: who is here, how many are ready, tables at work. Latest wins; monitor rows merge by table.
import type { MonitorRow, Summary } from '../../server/protocol/summaries.ts';

type Of<Kind extends Summary['kind']> = Extract<Summary, { kind: Kind }>;
export type Summaries = {
  room: Of<'room'> | null;
  presence: Of<'presence'> | null;
  /** Rows by table id. */
  monitor: Record<string, MonitorRow>;
  /** By table id. */
  table: Record<string, Of<'table'>>;
};

export const noSummaries: Summaries = { room: null, presence: null, monitor: {}, table: {} };

export function withSummary(before: Summaries, summary: Summary): Summaries {
  switch (summary.kind) {
    case 'room':
      return { ...before, room: summary };
    case 'presence':
      return { ...before, presence: summary };
    case 'monitor':
      return {
        ...before,
        monitor: { ...before.monitor, ...Object.fromEntries(summary.rows.map((row) => [row.tableId, row])) },
      };
    case 'table':
      return { ...before, table: { ...before.table, [summary.tableId]: summary } };
  }
}
