// Following a stream: folds what follows on, asks for what is missing, and never counts an event twice.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import { fakeWire } from './fake-wire.fixture.ts';
import { createFollowing } from './follow.ts';

const lobby = { kind: 'lobby', round: 0, late: false } as LobbyView;
const changed = (round: number) => ({ type: 'lobbyChanged' as const, changed: { round } });
const settle = () => vi.advanceTimersByTimeAsync(0);

async function followed() {
  const fake = fakeWire();
  const onFresh = vi.fn();
  const following = createFollowing(fake.wire, onFresh);
  const view = following.view('session');
  fake.resumes[0]?.answer({ ok: true, stream: 'session', epoch: 'e', version: 1, view: lobby, documents: [] });
  await settle();
  return { ...fake, following, view, onFresh };
}
const events = (version: number, rounds: number[], epoch = 'e') => ({
  stream: 'session' as const,
  epoch,
  version,
  events: rounds.map(changed),
});

describe('a followed stream', () => {
  beforeEach(() => void vi.useFakeTimers());

  it('asks for everything at first, and takes the fresh view', async () => {
    const { resumes, view, onFresh } = await followed();
    expect(resumes[0]?.frame).toEqual({ stream: 'session', epoch: '', version: 0 });
    expect(view.get()).toBe(lobby);
    expect(onFresh).toHaveBeenCalledOnce();
  });

  it('asks for everything anew when told to, once for all who tell it, and folds what comes meanwhile', async () => {
    const { following, view, resumes, onFresh } = await followed();
    for (let times = 0; times < 2; times += 1) following.anew('session');
    expect(resumes.slice(1).map(({ frame }) => frame)).toEqual([{ stream: 'session', epoch: '', version: 0 }]);
    expect(view.get()).toBe(lobby);
    following.receive(events(3, [2]));
    resumes[1]?.answer({ ok: true, stream: 'session', epoch: 'e', version: 2, view: lobby, documents: [] });
    await settle();
    expect([view.get(), onFresh.mock.calls.length]).toEqual([{ ...lobby, round: 2 }, 2]);
  });

  it('folds events that follow on', async () => {
    const { following, view, resumes } = await followed();
    following.receive(events(3, [1, 2]));
    expect(view.get()).toMatchObject({ round: 2 });
    expect(resumes).toHaveLength(1);
  });

  it('folds only what it has not seen of a run that overlaps', async () => {
    const { following, view } = await followed();
    following.receive(events(2, [1]));
    const seen = view.get();
    following.receive(events(2, [1]));
    expect(view.get()).toBe(seen);
    following.receive(events(3, [9, 2]));
    expect(view.get()).toMatchObject({ round: 2 });
  });

  it('asks again where something is missing, and folds nothing meanwhile', async () => {
    const { following, view, resumes } = await followed();
    following.receive(events(5, [4]));
    expect(view.get()).toBe(lobby);
    expect(resumes[1]?.frame).toEqual({ stream: 'session', epoch: 'e', version: 1 });
  });

  it('asks once for all that is missing, however often it hears of it', async () => {
    const { following, resumes } = await followed();
    following.compare([{ stream: 'session', epoch: 'e', version: 4 }]);
    following.compare([{ stream: 'session', epoch: 'e', version: 5 }]);
    expect(resumes).toHaveLength(2);
  });

  it('folds what came together with the answer it waits for, without asking again', async () => {
    const fake = fakeWire();
    const following = createFollowing(fake.wire, () => {});
    const view = following.view('session');
    fake.resumes[0]?.answer({ ok: true, stream: 'session', epoch: 'e', version: 4, view: lobby, documents: [] });
    following.receive(events(4, [8]));
    following.receive(events(5, [9]));
    following.receive(events(6, [3], 'other'));
    await settle();
    expect(view.get()).toMatchObject({ round: 9 });
    expect(fake.resumes).toHaveLength(1);
  });

  it('asks for a fresh view under another epoch', async () => {
    const { following, resumes, view } = await followed();
    following.compare([{ stream: 'session', epoch: 'f', version: 1 }]);
    const fresh = { ...lobby, round: 7 };
    resumes[1]?.answer({ ok: true, stream: 'session', epoch: 'f', version: 1, view: fresh, documents: [] });
    await settle();
    expect(view.get()).toBe(fresh);
  });

  it('asks again after a refusal: a table may be named before it exists', async () => {
    const fake = fakeWire();
    const following = createFollowing(fake.wire, () => {});
    following.view({ table: 'table-one' });
    fake.resumes[0]?.answer({ ok: false, rejection: { code: 'unknownTable', message: '' } });
    await settle();
    expect(following.refusal({ table: 'table-one' }).get()).toMatchObject({ code: 'unknownTable' });
    await vi.advanceTimersByTimeAsync(1250);
    expect(fake.resumes).toHaveLength(2);
  });

  it('asks again after a lost answer, and on every connect', async () => {
    const { following, resumes, line } = await followed();
    line.up = false;
    following.receive(events(5, [4]));
    expect(resumes).toHaveLength(1);
    line.up = true;
    following.resumeAll();
    expect(resumes).toHaveLength(2);
    resumes[1]?.lose();
    await vi.advanceTimersByTimeAsync(1250);
    expect(resumes).toHaveLength(3);
  });

  it('asks again where no answer ever comes, and takes nothing of one that comes after a newer one', async () => {
    const { following, view, resumes } = await followed();
    following.receive(events(5, [4]));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(resumes).toHaveLength(3);
    const fresh = { ...lobby, round: 7 };
    resumes[2]?.answer({ ok: true, stream: 'session', epoch: 'f', version: 1, view: fresh, documents: [] });
    await settle();
    resumes[1]?.answer({ ok: true, stream: 'session', epoch: 'e', version: 9, view: lobby, documents: [] });
    await settle();
    expect(view.get()).toBe(fresh);
    following.receive({ ...events(2, [8]), epoch: 'f' });
    expect(view.get()).toMatchObject({ round: 8 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(resumes).toHaveLength(3);
  });

  it('asks at once over a new connection, whatever was asked over the one before', async () => {
    const { following, view, resumes, onFresh } = await followed();
    following.receive(events(5, [4]));
    following.resumeAll();
    expect(resumes).toHaveLength(3);
    resumes[1]?.lose();
    resumes[2]?.answer({ ok: true, stream: 'session', epoch: 'e', version: 3, events: [changed(1), changed(2)] });
    await settle();
    expect(view.get()).toMatchObject({ round: 2 });
    expect(onFresh).toHaveBeenCalledOnce();
  });

  it('asks ever less often for what is refused again and again, however often the line breaks, and at once on a connect', async () => {
    const fake = fakeWire();
    const following = createFollowing(fake.wire, () => {});
    following.view({ table: 'table-gone' });
    let answered = 0;
    const refuseAll = async () => {
      for (; answered < fake.resumes.length; answered += 1)
        fake.resumes[answered]?.answer({ ok: false, rejection: { code: 'notAllowed', message: '' } });
      await settle();
    };
    const during = async (ms: number) => {
      const before = fake.resumes.length;
      for (let passed = 0; passed < ms; passed += 50) {
        await refuseAll();
        await vi.advanceTimersByTimeAsync(50);
      }
      return fake.resumes.length - before;
    };
    await refuseAll();
    for (let breaks = 0; breaks < 3; breaks += 1) {
      following.resumeAll();
      expect(fake.resumes).toHaveLength(breaks + 2);
      await during(100);
    }
    // One chain, not one for each connection there was.
    expect(await during(10_000)).toBeLessThan(5);
    expect(await during(60_000)).toBeLessThan(7);
    expect(await during(60_000)).toBeGreaterThan(2);
  });
});
