'use client';
// An offer in the conversation: the package in words, what changed since that side's last one, own points, and what one may do.
// Accepting names this very offer and asks once.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OfferView, TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { OtherMark, OwnMark } from '../../parts/marks.tsx';
import { Notice } from '../../parts/notice.tsx';
import { isOwnSide, numberOf, offerBefore } from '../offers.ts';
import { PackageWords } from '../package-words.tsx';
import { PackagePoints } from '../points-words.tsx';
import { useMove } from '../use-move.ts';
import { useTableWords } from '../use-table-words.ts';
import { AcceptOffer } from './accept-offer.tsx';

type Props = { view: TableView; offer: OfferView; onCounter: (offer: OfferView) => void };

export function OfferCard({ view, offer, onCounter }: Props) {
  const t = useTranslations('bargain.offer');
  const words = useTableWords(view);
  const own = isOwnSide(view, offer.role);
  const mine = own && view.viewer.kind === 'seat';
  const stands = offer.standing === 'standing';
  const package_ = (
    <>
      <PackageWords view={view} choices={offer.package} before={offerBefore(view, offer)?.package ?? null} />
      <PackagePoints view={view} choices={offer.package} />
    </>
  );
  return (
    <article
      aria-label={mine ? t('own') : t('title', { who: words.role(offer.role) })}
      className={`rounded-house border-2 bg-raised p-4 ${own ? 'border-own' : 'border-dashed border-other'} ${stands ? '' : 'border-1 border-line!'}`}
    >
      <header className="mb-2 flex flex-wrap items-center gap-x-2 text-16">
        {own ? <OwnMark /> : <OtherMark number={numberOf(view, offer.role)} />}
        <span className="font-semibold">{mine ? t('own') : t('title', { who: words.role(offer.role) })}</span>
        <span className="text-14 text-soft">{words.time(offer.at)}</span>
        {stands ? null : <span className="ml-auto text-14 text-soft">{t(offer.standing)}</span>}
      </header>
      {stands ? (
        package_
      ) : (
        <details>
          <summary className="min-h-11 content-center text-14 text-soft underline underline-offset-4">
            {t('show')}
          </summary>
          {package_}
        </details>
      )}
      {stands ? <Answers view={view} offer={offer} mine={mine} onCounter={onCounter} /> : null}
    </article>
  );
}

function Answers({ view, offer, mine, onCounter }: Props & { mine: boolean }) {
  const t = useTranslations('bargain.offer');
  const words = useTableWords(view);
  const accepted = offer.acceptedBy.filter((role) => role !== offer.role);
  const missing = view.case.roles.flatMap(({ id }) => (offer.acceptedBy.includes(id) || id === offer.role ? [] : [id]));
  const names = (roles: string[]) => words.list(roles.map(words.role));
  const byMe = view.viewer.kind === 'seat' && accepted.includes(view.viewer.role);
  const open = view.stage === 'bargaining' && view.viewer.kind === 'seat' && view.talk === 'chat';
  return (
    <div className="mt-3 flex flex-col gap-3 empty:hidden">
      {accepted.length > 0 ? (
        <p className="text-14 text-soft">
          {byMe ? t('youAccepted') : t('acceptedBy', { who: names(accepted) })}
          {missing.length > 0 ? ` ${t('notYet', { who: names(missing) })}` : null}
        </p>
      ) : null}
      {open && mine ? <Withdraw view={view} offer={offer} /> : null}
      {open && !mine && !byMe ? <Incoming view={view} offer={offer} onCounter={onCounter} /> : null}
    </div>
  );
}

function Withdraw({ view, offer }: { view: TableView; offer: OfferView }) {
  const t = useTranslations('bargain.offer');
  const { make, pending, fault } = useMove(view.tableId);
  return (
    <>
      <div>
        <Button small pending={pending} onClick={() => void make({ type: 'withdrawOffer', offerId: offer.id })}>
          {t('withdraw')}
        </Button>
      </div>
      <Notice tone="stop">{fault}</Notice>
    </>
  );
}

function Incoming({ view, offer, onCounter }: Props) {
  const t = useTranslations('bargain.offer');
  const [later, setLater] = useState(false);
  if (later) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-14 text-soft">{t('kept')}</p>
        <Button kind="quiet" small onClick={() => setLater(false)}>
          {t('answer')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <AcceptOffer view={view} offer={offer} />
      <Button small onClick={() => onCounter(offer)}>
        {t('counter')}
      </Button>
      <Button kind="quiet" small onClick={() => setLater(true)}>
        {t('later')}
      </Button>
    </div>
  );
}
