'use client';
// One debrief step on the wall: one idea, no figure of a single person. Roles keep their fixed colours and marks.
import { Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ScreenStep } from '../../server/protocol/debrief-view.ts';
import type { ScreenView } from '../../server/protocol/session-view.ts';
import { PackageList } from '../debrief/package-list.tsx';
import { AllTablesWall } from './all-tables-wall.tsx';
import { DealsWall } from './deals-wall.tsx';
import { InterestsWall } from './interests-wall.tsx';
import { TogetherWall } from './together-wall.tsx';

type Props = { step: ScreenStep; round: NonNullable<ScreenView['round']> };

export function StepWall({ step, round }: Props) {
  const t = useTranslations('screen.steps');
  switch (step.step) {
    case 'yourself':
    case 'talk':
    case 'takeaway':
      return <Said title={t(`${step.step}.title`)} text={t(`${step.step}.text`)} />;
    case 'share':
      return (
        <Said
          title={t('share.title')}
          text={t('share.text')}
          sign={<Smartphone aria-hidden="true" className="mx-auto mb-[4vh] size-[18vh] text-soft" strokeWidth={1.25} />}
        />
      );
    case 'deals':
      return <DealsWall outcomes={step.outcomes} round={round} />;
    case 'together':
      return <TogetherWall step={step} />;
    case 'interests':
      return <InterestsWall roles={step.roles} round={round} />;
    case 'better':
      return (
        <div className="mx-auto w-full max-w-[70vw]">
          <h1 className="mb-[4vh] text-wall-large font-semibold">
            {step.package ? t('better.title') : t('better.none')}
          </h1>
          {step.package ? (
            <div className="wall-list">
              <PackageList issues={round.case.issues} settlement={step.package} />
            </div>
          ) : null}
          <p className="mt-[3vh] text-wall-small text-soft">{step.package ? t('better.text') : null}</p>
        </div>
      );
    case 'allTables':
      return <AllTablesWall allTables={step.allTables} round={round} />;
  }
}

function Said({ title, text, sign }: { title: string; text: string; sign?: ReactNode }) {
  return (
    <div className="mx-auto max-w-[75vw] text-center">
      {sign}
      <h1 className="font-serif text-wall-title font-semibold text-balance">{title}</h1>
      <p className="mt-[4vh] text-wall text-balance text-soft">{text}</p>
    </div>
  );
}
