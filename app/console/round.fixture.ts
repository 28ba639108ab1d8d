// A round and a table for the console's own tests.
import type { PersonRow, RoundView, TableRow } from '../../server/protocol/session-view.ts';
import type { MonitorRow } from '../../server/protocol/summaries.ts';

const both = (text: string) => ({ nl: text, en: text });
const phases: RoundView['setup']['phases'] = (
  [
    ['read', 8, 'alone'],
    ['prepare', 10, 'alone'],
    ['bargain', 30, 'table'],
    ['sign', 3, 'table'],
    ['reflect', 5, 'alone'],
    ['debrief', 30, 'everyone'],
  ] as const
).map(([kind, minutes, grouping]) => ({ kind, minutes, grouping }));

export const aTable = (change: Partial<TableRow> = {}): TableRow => ({
  tableId: 'table-one',
  label: 1,
  talk: 'chat',
  seats: [
    { role: 'builder', holders: ['ann'] },
    { role: 'distributor', holders: ['bob'] },
  ],
  observers: [],
  paused: false,
  settled: null,
  ...change,
});

export const aRound = (change: Partial<RoundView>): RoundView => ({
  number: 1,
  setup: { simulation: 'importheffing', phases, ownPoints: 'always', roundScore: null },
  case: {
    id: 'importheffing',
    title: both('Import duty'),
    summary: both('…'),
    contentNotes: [],
    publicBrief: both('…'),
    issues: [],
    roles: [
      { id: 'builder', name: both('Builder') },
      { id: 'distributor', name: both('Distributor') },
    ],
    agreement: { rule: 'unanimous' },
  },
  phase: null,
  bargainingOver: false,
  clock: { paused: false },
  tables: [aTable()],
  debrief: [],
  closed: false,
  ...change,
});

export const aMonitor = (change: Partial<MonitorRow> = {}): MonitorRow => ({
  tableId: 'table-one',
  stage: 'bargaining',
  connected: ['ann', 'bob'],
  ready: [],
  offers: 0,
  messages: 0,
  lastMoveAt: null,
  signedBy: [],
  bargainingOver: false,
  graceDeadline: null,
  onBreak: [],
  calls: [],
  reflected: 0,
  ...change,
});

export const aPerson = (person: string, change: Partial<PersonRow> = {}): PersonRow => ({
  person,
  name: { ref: `name:${person}`, text: person },
  department: null,
  language: 'nl',
  place: 'room',
  device: true,
  clear: true,
  gone: false,
  joinedAt: 0,
  chair: null,
  ...change,
});
