'use client';
// The sheets over the console: the way in, large; links for other devices; what is played next; deleting the session.
import { useTranslations } from 'use-intl';
import type { ConsoleView } from '../../server/protocol/session-view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ChangeSetup } from './change-setup.tsx';
import { DeleteSession } from './delete-session.tsx';
import { Invite } from './invite.tsx';
import { SessionLinks } from './session-links.tsx';
import type { Sheet } from './session-menu.tsx';

type Props = { view: ConsoleView; sheet: Sheet; onClose: () => void };

export function SessionSheets({ view, sheet, onClose }: Props) {
  const t = useTranslations('console');
  const { sessionId, people } = view;
  return (
    <>
      <Dialog open={sheet === 'invite'} onOpenChange={onClose} title={t('invite.title')}>
        <Invite code={view.code} />
      </Dialog>
      <Dialog open={sheet === 'links'} onOpenChange={onClose} title={t('menu.links')}>
        <SessionLinks sessionId={sessionId} />
      </Dialog>
      <Dialog open={sheet === 'setup'} onOpenChange={onClose} title={t('menu.setup')}>
        <ChangeSetup setup={view.setup} onDone={onClose} />
      </Dialog>
      <DeleteSession sessionId={sessionId} people={people.length} open={sheet === 'delete'} onOpenChange={onClose} />
    </>
  );
}
