'use client';
// The rooms that nobody sees first: results sheet, signing, settled, reflection, debrief. One file, so that they travel together.
import type { TableView } from '../../server/protocol/table-view.ts';
import { Debrief } from './debrief.tsx';
import { ReflectionRoom } from './reflect/reflection-room.tsx';
import { Settled } from './settled.tsx';
import { Signing } from './sign/signing.tsx';
import { ResultsRoom } from './voice/results-room.tsx';

export function LaterRoom({ view }: { view: TableView }) {
  const kind = view.phase?.kind;
  if (kind === 'debrief') return <Debrief view={view} />;
  if (kind === 'reflect') return <ReflectionRoom view={view} />;
  if (view.outcome) return <Settled view={view} outcome={view.outcome} />;
  return view.stage === 'signing' ? <Signing view={view} /> : <ResultsRoom view={view} />;
}
