'use client';
import { useTranslations } from 'use-intl';
// The ring of what a table made together, with "left on the table" as its missing arc, in words beside it.
import type { z } from 'zod';
import type { togetherSchema } from '../../server/protocol/debrief-view.ts';
import { ShareRing } from './figures/share-ring.tsx';
import { Meaning } from './meaning.tsx';
import { Side } from './side.tsx';
import { useSpeech } from './use-speech.ts';

type Together = z.infer<typeof togetherSchema>;

export function TogetherSide({ together }: { together: Together }) {
  const t = useTranslations('debrief.together');
  const { percent } = useSpeech();
  const { created, stillInIt, whyNull } = together;
  const made = created === null ? null : percent(created);
  return (
    <Side
      title={t('title')}
      figure={
        <ShareRing
          made={created}
          stillInIt={stillInIt}
          middle={made ?? '–'}
          label={made === null ? t('ringNone') : t('ring', { made, left: percent(stillInIt ?? 0) })}
        />
      }
      words={
        <>
          <p>{made === null ? t(`why.${whyNull ?? 'noSurplus'}`) : t('made', { made })}</p>
          {stillInIt === null || made === null ? null : (
            <p className="mt-2 text-soft">
              {stillInIt > 0.005 ? t('left', { left: percent(stillInIt) }) : t('nothingLeft')}
            </p>
          )}
        </>
      }
      meaning={
        <Meaning>
          <p>{t('meaning')}</p>
          <p>{t('meaningLeft')}</p>
        </Meaning>
      }
    />
  );
}
