// What recovery must keep to. Says what was met; passes or fails nothing.
import type { Judged } from '../relay/bars.ts';
import type { Broken, Fault } from './scene.ts';

const bounds: Record<string, { bar: string; most: number; of(fault: Fault): number }[]> = {
  killed: [
    {
      bar: "killed node: gap beyond the client's own retry at p99 at most 1,000 ms",
      most: 1_000,
      of: ({ lived }) => lived.gap.p99,
    },
    { bar: 'killed node: at worst 2,000 ms', most: 2_000, of: ({ lived }) => lived.gap.worst },
  ],
  embedded: [
    { bar: 'embedded: first sockets served within 1,500 ms', most: 1_500, of: ({ firstBackMs }) => firstBackMs },
    { bar: 'embedded: all tables flowing within 3,000 ms', most: 3_000, of: ({ lived }) => lived.flowing.worst },
  ],
  hung: [{ bar: 'hung node passed over within 6,000 ms', most: 6_000, of: ({ lived }) => lived.flowing.worst }],
  redis: [
    { bar: 'Redis back: all tables flowing within 2,000 ms', most: 2_000, of: ({ lived }) => lived.flowing.worst },
  ],
};

export function judgedFaults(scenes: readonly Broken[]): Judged[] {
  const kept = scenes.flatMap(({ title, kept: { lost, unseen, twice } }) => [
    { bar: `${title}: acknowledged offers lost`, figure: lost, met: lost === 0 },
    { bar: `${title}: acknowledged offers never shown to the other one`, figure: unseen, met: unseen === 0 },
    { bar: `${title}: offers kept twice`, figure: twice, met: twice === 0 },
  ]);
  const timed = scenes
    .flatMap(({ faults }) => faults)
    .flatMap((fault) =>
      (bounds[fault.id] ?? []).map(({ bar, most, of }) => ({ bar, figure: of(fault), met: of(fault) <= most })),
    );
  return [...kept, ...timed];
}
