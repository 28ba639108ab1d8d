'use client';
// Opens the projector's connection and shows what fits: ended, on its way, or the session on a wall.
import { Maximize } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnectionState, useSessionView } from '../connection/hooks.ts';
import { ConnectionProvider } from '../connection/provider.tsx';
import { useConnectionNews } from '../parts/connection-news.ts';
import './wall.css';
import { Gone } from '../person/gone.tsx';
import { Wall } from './wall.tsx';

export function ScreenPage({ sessionId }: { sessionId: string }) {
  return (
    <ConnectionProvider handshake={{ as: 'screen', sessionId }}>
      <ScreenRoom />
    </ConnectionProvider>
  );
}

function ScreenRoom() {
  const state = useConnectionState();
  const view = useSessionView();
  if (state.kind === 'gone')
    return (
      <div className="wall wall-ended">
        <Gone why={state.why} />
      </div>
    );
  return (
    <>
      {view?.kind === 'screen' ? <Wall view={view} /> : <Opening />}
      <Fullscreen />
    </>
  );
}

/** Nothing to show yet: on its way, or why not, in words that can be read from afar. */
function Opening() {
  const t = useTranslations('common.page');
  const news = useConnectionNews();
  return (
    <main id="content" className="wall flex min-h-dvh flex-col justify-center gap-[3vh] px-[4vw]">
      <div role="status" className="contents">
        <h1 className="text-wall-small font-semibold">{news?.title ?? news?.text ?? t('loading')}</h1>
        {news?.title ? <p className="max-w-[60ch] text-wall-small text-soft">{news.text}</p> : null}
      </div>
    </main>
  );
}

/** Only where the browser can, and only until it is. */
function Fullscreen() {
  const t = useTranslations('screen');
  const [offered, setOffered] = useState(false);
  useEffect(() => {
    const look = () => setOffered(document.fullscreenEnabled && document.fullscreenElement === null);
    look();
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  if (!offered) return null;
  return (
    <button
      type="button"
      aria-label={t('fullscreen')}
      onClick={() => void document.documentElement.requestFullscreen().catch(() => setOffered(false))}
      className="fixed right-4 bottom-4 grid size-14 place-items-center rounded-house border border-line bg-raised text-soft hover:text-ink"
    >
      <Maximize aria-hidden="true" className="size-7" />
    </button>
  );
}
