// The stretches that many stories share: people come in, sit down, and a table comes to an agreement or to none.
import { expect, type Locator } from '@playwright/test';
import type { Package } from '../../simulations/schema.ts';
import type { Case } from './case.ts';
import type { Facilitator, Step } from './facilitator.ts';
import { Gateway, type Weather } from './gateway.ts';
import type { House } from './house.ts';
import type { Guest, Participant } from './participant.ts';

export type Table = { label: number; people: Participant[]; observers: Participant[] };

/** Everybody joins at once by the QR link; resolves when the console shows them all, with those who were `here` before. */
export async function gather(
  house: House,
  facilitator: Facilitator,
  guests: readonly Guest[],
  here = guests.length,
): Promise<Participant[]> {
  const people = await Promise.all(guests.map((guest) => house.participant(guest)));
  await Promise.all(people.map((person) => person.join(facilitator.code)));
  await facilitator.sees(here);
  return people;
}

/** Seats everyone; tables by their label, people in the order of the case's roles. */
export async function seat(facilitator: Facilitator, people: readonly Participant[], played: Case): Promise<Table[]> {
  await facilitator.press('Seat everyone');
  await Promise.all(people.map((person) => person.findSeat(played)));
  const labels = [...new Set(people.map(({ place }) => place?.table ?? 0))].toSorted((a, b) => a - b);
  return labels.map((label) => {
    const here = people.filter(({ place }) => place?.table === label);
    const order = played.roles.map(({ id }) => id);
    return {
      label,
      people: here.filter(({ place }) => place?.role).toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role)),
      observers: here.filter(({ place }) => !place?.role),
    };
  });
}

export function pairOf({ people }: Table): [Participant, Participant] {
  const [one, other] = people;
  if (!one || !other || people.length !== 2) throw new Error('this table is not a pair');
  return [one, other];
}

export async function goThrough(facilitator: Facilitator, ...steps: Step[]): Promise<void> {
  for (const step of steps) await facilitator.press(step);
}

/** A host, a pair that talks by chat, at bargaining. */
export async function pairAtWork(
  house: House,
  played: Case,
  guests: [Guest, Guest] = [{ name: 'Anna' }, { name: 'Bram' }],
) {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const people = await gather(house, facilitator, guests);
  const [table] = await seat(facilitator, people, played);
  if (!table) throw new Error('nobody is seated');
  await goThrough(facilitator, 'Start reading', 'Start preparation', 'Start bargaining');
  const [one, other] = pairOf(table);
  for (const person of [one, other]) await expect(person.clock).toBeVisible();
  for (const person of [one, other])
    await expect(person.page.getByRole('heading', { level: 1, name: played.title(person.language) })).toBeAttached();
  return { facilitator, people, one, other };
}

/** Anna comes by way of a gateway and in its weather, Bram straight. Both are at bargaining, or where else the steps lead. */
export async function pairBehindGateway(
  house: House,
  played: Case,
  steps: Step[] = ['Start reading', 'Start preparation', 'Start bargaining'],
  weather: Weather = 'fair',
) {
  const gateway = await Gateway.before(house.server.port);
  gateway.become(weather);
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const anna = await house.participant({ name: 'Anna' }, `http://localhost:${gateway.port}`);
  const bram = await house.participant({ name: 'Bram' });
  for (const person of [anna, bram]) await person.join(facilitator.code);
  await facilitator.sees(2);
  const [table] = await seat(facilitator, [anna, bram], played);
  if (!table) throw new Error('nobody is seated');
  await goThrough(facilitator, ...steps);
  for (const person of pairOf(table)) await expect(person.clock).toBeVisible();
  return { gateway, facilitator, table, anna, bram };
}

/** One offers, the other accepts, both sign. */
export async function agree(one: Participant, other: Participant, played: Case, settlement: Package): Promise<void> {
  await one.offer(played, settlement);
  await other.acceptIncoming();
  await one.sign();
  await other.sign();
  for (const person of [one, other]) await person.seesOutcome(true);
}

/** What a clock shows, in seconds. */
export async function secondsOn(clock: Locator): Promise<number> {
  await expect(clock).toHaveText(/^\d+:\d\d$/);
  const [minutes, seconds] = ((await clock.textContent()) ?? '').split(':').map(Number);
  return (minutes ?? Number.NaN) * 60 + (seconds ?? Number.NaN);
}
