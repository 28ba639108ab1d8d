'use client';
// What the room made together, never alone: own share and relationship stand beside it in equal size, on one's own phone.
import { HeartHandshake, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ScreenStep } from '../../server/protocol/debrief-view.ts';
import { ShareRing } from '../debrief/figures/share-ring.tsx';
import { useSpeech } from '../debrief/use-speech.ts';

export function TogetherWall({ step }: { step: Extract<ScreenStep, { step: 'together' }> }) {
  const t = useTranslations('screen.steps.together');
  const { percent } = useSpeech();
  const { meanCreated, agreed, tables } = step;
  const made = meanCreated === null ? null : percent(meanCreated);
  return (
    <div>
      <h1 className="mb-[4vh] text-wall-large font-semibold">{t('title')}</h1>
      <div className="grid gap-[3vw] md:grid-cols-3">
        <Third
          title={t('made')}
          figure={
            <ShareRing
              made={meanCreated}
              stillInIt={null}
              middle={made ?? '–'}
              label={made === null ? t('ringNone') : t('ring', { made })}
              className="h-[30vh]"
            />
          }
          text={made === null ? t('none') : t('mean', { agreed, tables })}
        />
        <Third
          title={t('share')}
          figure={<Smartphone aria-hidden="true" className="mx-auto size-[20vh] text-soft" strokeWidth={1.25} />}
          text={t('shareText')}
        />
        <Third
          title={t('relationship')}
          figure={<HeartHandshake aria-hidden="true" className="mx-auto size-[20vh] text-soft" strokeWidth={1.25} />}
          text={t('relationshipText')}
        />
      </div>
    </div>
  );
}

function Third({ title, figure, text }: { title: string; figure: ReactNode; text: string }) {
  return (
    <section className="text-center">
      <h2 className="text-wall font-semibold">{title}</h2>
      <div className="my-[2vh] grid h-[32vh] place-items-center">{figure}</div>
      <p className="text-wall-small text-balance text-soft">{text}</p>
    </section>
  );
}
