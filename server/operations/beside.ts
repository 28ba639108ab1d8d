// What a node does beside serving: old sessions expire, copies are made when asked for or when it is time.
import { join } from 'node:path';
import type { Configuration } from '../configuration.ts';
import { openControl } from './control.ts';
import type { Log } from './log.ts';
import type { OpenedStore } from './open-store.ts';
import { startRetention } from './retention.ts';
import { startScheduledCopies } from './scheduled-copies.ts';

type Wanted = Pick<Configuration, 'dataFolder' | 'retentionDays' | 'backupHours'>;

export async function startBeside(
  { dataFolder, retentionDays, backupHours }: Wanted,
  { store, embedded }: OpenedStore,
  {
    deleteSession,
    log,
    onFault,
  }: {
    deleteSession(sessionId: string): Promise<void>;
    log: Log;
    onFault(fault: unknown): void;
  },
): Promise<{ stop(): Promise<void> }> {
  const stops: (() => Promise<void> | void)[] = [];
  if (retentionDays !== null)
    stops.push(startRetention({ store, days: retentionDays, deleteSession, log }, onFault).stop);
  if (embedded) {
    const close = await openControl(dataFolder, embedded.copyTo).catch(() => null);
    if (close) stops.push(close);
    else log.turn('controlMissing', { why: 'no socket in the data folder: npm run backup works while no node runs' });
    if (backupHours !== null)
      stops.push(
        startScheduledCopies({ folder: join(dataFolder, 'backups'), hours: backupHours, copyTo: embedded.copyTo, log })
          .stop,
      );
  }
  return {
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
