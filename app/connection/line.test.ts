// Waking up: a line that answers at all is kept, also where the answer is "wait"; a dead one is opened anew.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeWire } from './fake-wire.fixture.ts';
import { watchLine } from './line.ts';
import { createStoreTime } from './store-time.ts';
import type { LiveSocket } from './wire.ts';

const tooFast = { ok: false as const, rejection: { code: 'tooFast' as const, message: '', waitSeconds: 1 } };

describe('a page that is looked at again', () => {
  let page: EventTarget & { visibilityState?: string };
  beforeEach(() => {
    page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    vi.stubGlobal('document', page);
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
  });

  /** What becomes of its socket. */
  async function wakes(fake: ReturnType<typeof fakeWire>): Promise<string[]> {
    const done: string[] = [];
    const socket = {
      connected: true,
      on: () => socket,
      disconnect: () => {
        done.push('disconnect');
        return socket;
      },
      connect: () => void done.push('connect'),
    };
    const nothing = () => undefined;
    const { alive } = createStoreTime(fake.wire);
    const watched = { says: nothing, refused: nothing, trouble: nothing, alive };
    const unwatch = watchLine(socket as unknown as LiveSocket, watched);
    page.dispatchEvent(new Event('visibilitychange'));
    await new Promise((later) => setImmediate(later));
    unwatch();
    return done;
  }

  it('keeps a line whose clock is told', async () => {
    expect(await wakes(fakeWire())).toEqual([]);
  });

  it('keeps a line that answers "too fast": coming anew would only send more', async () => {
    const fake = fakeWire();
    fake.clock.answer = tooFast;
    expect(await wakes(fake)).toEqual([]);
    // The clock itself is not known by it.
    const time = createStoreTime(fake.wire);
    expect(await time.measure()).toBe(false);
    expect(time.at(0)).toBe(null);
  });

  it('opens anew a line that answers nothing', async () => {
    const fake = fakeWire();
    fake.line.up = false;
    expect(await wakes(fake)).toEqual(['disconnect', 'connect']);
  });
});
