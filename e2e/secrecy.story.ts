// What a seat may not know never reaches it: a whole round over a library whose every secret is marked, with everything
// recorded that reaches any window. The same search must find one's own marks, so that it can fail.
import { expect } from '@playwright/test';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import { type RoleMarks, writeMarkedLibrary } from './harness/marked-case.ts';
import type { Participant } from './harness/participant.ts';
import { goThrough, pairOf, seat } from './harness/scene.ts';
import { Wiretap } from './harness/wiretap.ts';

const marked = await writeMarkedLibrary();
const played = await Case.read(marked.simulation.id, marked.folder);
test.use({ libraryFolder: marked.folder });

const marksOf = (role: string): RoleMarks => {
  const marks = marked.marks[role];
  if (!marks) throw new Error(`no marks for ${role}`);
  return marks;
};
/** Figures in every spelling in which a screen or a frame could write them. */
const spelled = (figures: readonly string[]) =>
  figures.flatMap((figure) => [
    figure,
    ...['en', 'nl'].map((language) => new Intl.NumberFormat(language).format(Number(figure))),
  ]);
const everything = ({ texts, interests, figures }: RoleMarks) => [...texts, ...interests, ...spelled(figures)];
const all = Object.values(marked.marks).flatMap(everything);

test('nothing confidential reaches another seat, an observer or the screen, at any step of a round', async ({
  house,
}) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const screen = await house.screen();
  const onScreen = new Wiretap(screen.page.context());
  await screen.open(await facilitator.link('screen'));
  const guests = ['Anna', 'Bram', 'Chris'].map((name) => ({ name }));
  const taps = new Map<Participant, Wiretap>();
  const people: Participant[] = [];
  for (const [index, guest] of guests.entries()) {
    const person = await house.participant(guest);
    taps.set(person, new Wiretap(person.page.context()));
    await person.join(facilitator.code);
    people.push(person);
    await facilitator.sees(index + 1);
  }
  const [table] = await seat(facilitator, people, played);
  if (!table) throw new Error('nobody is seated');
  const [one, other] = pairOf(table);
  const [watching] = table.observers;
  if (!watching) throw new Error('nobody watches');
  const tapOf = (person: Participant) => taps.get(person) as Wiretap;
  const reached = (person: Participant, words: readonly string[]) => tapOf(person).search(words);
  /** What may be known by now besides one's own: nothing, or interests. */
  const keepsSecrets = async (opened: readonly string[] = []) => {
    const secret = (words: readonly string[]) => words.filter((word) => !opened.includes(word));
    expect(await reached(one, secret(everything(marksOf(other.role))))).toEqual([]);
    expect(await reached(other, secret(everything(marksOf(one.role))))).toEqual([]);
    expect(await reached(watching, secret(all))).toEqual([]);
    expect(await onScreen.search(secret(all))).toEqual([]);
  };

  await test.step('seated, nobody knows anything yet, not even of the own role', async () => {
    for (const person of people) expect(await reached(person, all)).toEqual([]);
    await keepsSecrets();
  });
  await test.step('reading: one’s own is there, and found by the same search', async () => {
    await facilitator.press('Start reading');
    for (const person of [one, other]) {
      const own = marksOf(person.role);
      await expect
        .poll(() => tapOf(person).heardOf([...own.texts, ...own.interests]))
        .toHaveLength(own.texts.length + own.interests.length);
      expect((await tapOf(person).heardOf(own.figures)).length).toBe(own.figures.length);
    }
    await keepsSecrets();
  });
  await test.step('preparation stays with oneself', async () => {
    await facilitator.press('Start preparation');
    await one.page.getByLabel('Where do you stop?').fill('KanarieVoorbereiding');
    await expect(one.page.getByText(one.say.saved, { exact: true })).toBeVisible();
    await one.page.reload();
    await expect(one.page.getByLabel('Where do you stop?')).toHaveValue('KanarieVoorbereiding');
    expect(await tapOf(one).heardOf(['KanarieVoorbereiding'])).toHaveLength(1);
  });
  const [told] = played.role(one.role).interests;
  const toldMarks = marksOf(one.role).interests.slice(0, 2);
  await test.step('bargaining: offers, a told interest, a refused look at another table', async () => {
    await facilitator.press('Start bargaining');
    await one.offer(played, played.packageAt(0.25));
    await other.offer(played, played.packageAt(0.75));
    await keepsSecrets();
    expect(await reached(other, toldMarks)).toEqual([]);
    await one.tell(told?.text.en ?? '');
    await expect.poll(() => tapOf(other).heardOf(toldMarks)).toHaveLength(2);
    await keepsSecrets(toldMarks);
  });
  await test.step('signing and what it brings', async () => {
    await one.acceptIncoming();
    await one.sign();
    await other.sign();
    for (const person of [one, other]) await person.seesOutcome(true);
    await keepsSecrets(toldMarks);
  });
  await test.step('reflection stays with oneself', async () => {
    await facilitator.press('Start reflection');
    await one.page.getByLabel('What do you want to remember?').last().fill('KanarieTerugblik');
    await one.sendReflection();
    await one.page.reload();
    expect(await tapOf(one).heardOf(['KanarieTerugblik'])).toHaveLength(1);
    await facilitator.press('Open debrief');
    await keepsSecrets(toldMarks);
  });
  const interests = [...marksOf(one.role).interests, ...marksOf(other.role).interests];
  await test.step('the debrief: interests from their step on, never the rest', async () => {
    for (const step of ['yourself', 'talk', 'deals', 'together']) {
      await goThrough(facilitator, 'Next step');
      await test.step(step, () => keepsSecrets(toldMarks));
    }
    await goThrough(facilitator, 'Next step');
    for (const person of people)
      await expect.poll(() => tapOf(person).heardOf(interests)).toHaveLength(interests.length);
    for (const step of ['interests', 'better', 'share', 'allTables', 'takeaway']) {
      await test.step(step, () => keepsSecrets(interests));
      if (step !== 'takeaway') await goThrough(facilitator, 'Next step');
    }
  });
  await test.step('no script that a page loads carries a text of the library', async () => {
    const library = (await Case.read(marked.simulation.id)).file.simulation;
    const sentences = library.roles.flatMap(({ brief, alternative, interests }) =>
      [brief, alternative, ...interests.map(({ text }) => text)].flatMap(({ nl, en }) => [
        nl.slice(0, 60),
        en.slice(0, 60),
      ]),
    );
    for (const tap of [...taps.values(), onScreen]) {
      const scripts = (await tap.everything()).filter(({ where }) => where.startsWith('answer of /_next/static/'));
      expect(scripts.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(100_000);
      for (const sentence of sentences) expect(scripts.filter(({ text }) => text.includes(sentence))).toEqual([]);
    }
  });
  await test.step('what one wrote for oneself reached nobody else', async () => {
    const own = ['KanarieVoorbereiding', 'KanarieTerugblik'];
    for (const person of [other, watching]) expect(await reached(person, own)).toEqual([]);
    expect(await onScreen.search(own)).toEqual([]);
  });
});
