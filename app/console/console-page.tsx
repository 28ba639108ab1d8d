'use client';
import { useConnectionState, useSessionView } from '../connection/hooks.ts';
// Opens the facilitator's connection and shows what fits: ended, on its way, or the console.
import { ConnectionProvider } from '../connection/provider.tsx';
import { ConnectionStrip } from '../parts/connection-word.tsx';
import { Loading } from '../parts/states.tsx';
import { Gone } from '../person/gone.tsx';
import { ActProvider } from './act.tsx';
import { Console } from './console.tsx';

export function ConsolePage({ sessionId }: { sessionId: string }) {
  return (
    <ConnectionProvider handshake={{ as: 'facilitator', sessionId }}>
      <ConsoleRoom />
    </ConnectionProvider>
  );
}

function ConsoleRoom() {
  const state = useConnectionState();
  const view = useSessionView();
  if (state.kind === 'gone') return <Gone why={state.why} />;
  if (view?.kind !== 'console') {
    return (
      <main id="content">
        <ConnectionStrip />
        <Loading />
      </main>
    );
  }
  return (
    <ActProvider>
      <Console view={view} />
    </ActProvider>
  );
}
