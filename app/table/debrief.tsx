'use client';
// The debrief on one's own screen. The story itself is the debrief's.
import type { TableView } from '../../server/protocol/table-view.ts';
import { Loading } from '../parts/states.tsx';

export function Debrief(_: { view: TableView }) {
  return (
    <main id="content">
      <Loading />
    </main>
  );
}
