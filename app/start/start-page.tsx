'use client';
// The first page a person sees: what this is in one sentence, the way back if this browser is known, the form, hosting.
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { OverflowMenu } from '../parts/overflow-menu.tsx';
import { JoinForm } from './join-form.tsx';
import { MeetingLines } from './meeting-lines.tsx';
import { WayBack } from './way-back.tsx';

export function StartPage({ code }: { code: string }) {
  const t = useTranslations('join');
  const product = useTranslations('common')('product');
  return (
    <div className="mx-auto grid min-h-dvh max-w-6xl grid-rows-[auto_1fr_auto] px-5 lg:px-10">
      <header className="flex h-16 items-center justify-between">
        <span className="font-serif text-22 font-semibold">{product}</span>
        <OverflowMenu />
      </header>
      <main id="content" className="grid items-start gap-6 py-2 lg:grid-cols-[1fr_26rem] lg:gap-20 lg:py-16">
        <div className="lg:sticky lg:top-16">
          <h1 className="font-serif text-22 font-semibold sm:max-w-[18ch] sm:text-40">{t('title')}</h1>
          <p className="mt-2 max-w-[44ch] text-16 text-soft sm:mt-4 sm:text-18">{t('lead')}</p>
          <MeetingLines className="mt-12 hidden max-w-md lg:block" />
        </div>
        <div className="flex flex-col gap-8">
          <WayBack />
          <JoinForm code={code} />
        </div>
      </main>
      <footer className="flex flex-wrap items-center gap-x-3 border-t border-line py-4 text-16">
        <span className="text-soft">{t('hostLead')}</span>
        <Link href="/host" className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4">
          {t('host')}
        </Link>
      </footer>
    </div>
  );
}
