'use client';
// What the console has to say above its large button: a refusal in words, and what is held back with its way to undo it.
import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Unsent } from '../parts/unsent.tsx';
import { type Held, useAct } from './act.tsx';

export function Said() {
  const t = useTranslations('console');
  const { fault, clearFault, held, undo } = useAct();
  return (
    <div className="flex flex-col gap-2 px-4 pb-2 empty:hidden lg:px-6">
      <Unsent />
      {held.map((one) => (
        <HeldBack key={one.key} held={one} onUndo={() => undo(one.key)} />
      ))}
      <Notice
        tone="stop"
        action={
          <Button small kind="quiet" onClick={clearFault}>
            {t('understood')}
          </Button>
        }
      >
        {fault}
      </Notice>
    </div>
  );
}

function HeldBack({ held, onUndo }: { held: Held; onUndo: () => void }) {
  const t = useTranslations('console');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((held.until - now) / 1000));
  return (
    <div className="flex items-center gap-4 border-l-4 border-warn bg-sunken px-4 py-2 text-16">
      <p role="status" className="min-w-0 flex-1">
        {held.words}
      </p>
      <span aria-hidden="true" className="text-soft">
        {t('seconds', { seconds })}
      </span>
      <Button small icon={<Undo2 aria-hidden="true" className="size-4" />} onClick={onUndo}>
        {t('undo')}
      </Button>
    </div>
  );
}
