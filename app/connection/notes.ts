// Private notes (preparation, observation, reflection drafts), saved as typed: last write wins by revision, which is the
// store's time as far as it is known here. A copy stays in this browser until the server has it. Knows nothing of sockets
// or screens.
import type { Rejection } from '../../server/protocol/rejection.ts';
import type { NoteFrame } from '../../server/protocol/wire.ts';
import { type Cell, createCell, type Source } from './cell.ts';
import { forget, keep, keysUnder, recall } from './kept.ts';
import { jittered } from './patience.ts';
import type { Wire } from './wire.ts';

export type NoteKey = NoteFrame['key'];
export type Note = {
  text: string /** 'kept': in this browser only, no connection. */;
  state: 'saved' | 'saving' | 'kept';
};
type Entry = {
  table: string;
  key: NoteKey;
  revision: number;
  cell: Cell<Note>;
  timer: ReturnType<typeof setTimeout> | null;
};
type Backup = { text: string; revision: number };

const comesAgain = ({ code }: Rejection) => ['tryAgain', 'newerVersion', 'tooFast', 'busy'].includes(code);
const pauseMs = 500;
const againAfterMs = 2000;

export type Notes = ReturnType<typeof createNotes>;

/** `now`: the store's time, ms. By clocks of their own, the device that is slow would lose all that it writes after another.
 *  `onOvertaken` hears that another browser's text, written later, stands, and is to bring what stands. */
export function createNotes(
  wire: Wire,
  owner: string,
  now: () => number,
  onOvertaken: (table: string) => void = () => {},
) {
  const entries = new Map<string, Entry>();
  const prefix = `parley:note:${owner}:`;
  const backupKey = (entry: Entry) => `${prefix}${entry.table}:${entry.key}`;

  /** What another tab of this browser wrote later is its own to save. */
  function forgetUpTo(entry: Entry, revision: number): void {
    const backup = recall<Backup>(backupKey(entry));
    if (backup && backup.revision <= revision) forget(backupKey(entry));
  }

  /** Takes what this browser holds unsaved, where it is newer: of an earlier page, or of a tab that is gone. */
  function takeBackup(entry: Entry): void {
    const backup = recall<Backup>(backupKey(entry));
    if (!backup || backup.revision <= entry.revision) return;
    entry.revision = backup.revision;
    entry.cell.set({ text: backup.text, state: 'kept' });
    sendAfter(entry, pauseMs);
  }

  function entryOf(table: string, key: NoteKey): Entry {
    const id = `${table}:${key}`;
    const known = entries.get(id);
    if (known) return known;
    const entry: Entry = { table, key, revision: 0, cell: createCell<Note>({ text: '', state: 'saved' }), timer: null };
    takeBackup(entry);
    entries.set(id, entry);
    return entry;
  }

  function sendAfter(entry: Entry, ms: number): void {
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void send(entry), ms);
  }

  async function send(entry: Entry): Promise<void> {
    entry.timer = null;
    const { text } = entry.cell.get();
    const { revision, table, key } = entry;
    if (entry.cell.get().state === 'saved') return;
    if (!wire.connected()) return entry.cell.set({ text, state: 'kept' });
    try {
      const answer = await wire.note({ stream: { table }, key, text, revision });
      if (entry.revision !== revision) return; // typed on meanwhile: that is sent on its own
      if (answer.ok) {
        forgetUpTo(entry, revision);
        return entry.cell.set({ text, state: 'saved' });
      }
      if (answer.rejection.code === 'superseded') onOvertaken(table);
      // Refused for good (a table that was deleted): the copy here stays, asking again would not help.
      if (!comesAgain(answer.rejection)) return entry.cell.set({ text, state: 'kept' });
    } catch {
      // No answer: kept, and tried again.
    }
    if (entry.revision !== revision) return;
    entry.cell.set({ text, state: 'kept' });
    sendAfter(entry, jittered(againAfterMs));
  }

  return {
    note: (table: string, key: NoteKey): Source<Note> => entryOf(table, key).cell,
    write(table: string, key: NoteKey, text: string): void {
      const entry = entryOf(table, key);
      // Another tab of this browser may not know the store's time yet: what is written last is last between them.
      const kept = recall<Backup>(backupKey(entry))?.revision ?? 0;
      entry.revision = Math.max(now(), entry.revision + 1, kept + 1);
      keep(backupKey(entry), { text, revision: entry.revision } satisfies Backup);
      entry.cell.set({ text, state: 'saving' });
      sendAfter(entry, pauseMs);
    },
    /** Documents that came with a fresh view; what this browser wrote later wins. */
    take(table: string, documents: { key: string; text: string; revision: number }[]): void {
      for (const document of documents) {
        const entry = entryOf(table, document.key as NoteKey);
        if (document.revision < entry.revision) continue;
        entry.revision = document.revision;
        forgetUpTo(entry, document.revision);
        entry.cell.set({ text: document.text, state: 'saved' });
      }
    },
    /** What another page of this browser could not save, whether or not its field is in sight now. */
    recallUnsaved(): void {
      for (const key of keysUnder(prefix)) {
        const [table = '', name = ''] = key.slice(prefix.length).split(':');
        takeBackup(entryOf(table, name as NoteKey));
      }
    },
    /** The person is gone: nothing of theirs is saved any more. */
    drop(): void {
      for (const { timer } of entries.values()) if (timer) clearTimeout(timer);
      entries.clear();
    },
    sendAll(): void {
      for (const entry of entries.values()) if (entry.cell.get().state === 'kept') sendAfter(entry, 0);
    },
  };
}
