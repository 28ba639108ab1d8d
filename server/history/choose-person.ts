// What a person at a table does next, from what they see and from chance. Much of it will be refused, as in life.
import type { TableCommand } from '../protocol/table-commands.ts';
import type { TableView } from '../protocol/table-view.ts';
import type { Chance } from './random.ts';

export type PersonAct = { command: TableCommand } | { note: string };
type Choice = [weight: number, act: () => PersonAct | null];

export function choosePersonAct(view: TableView, chance: Chance): PersonAct | null {
  const choices = view.viewer.kind === 'observer' ? watching() : stageChoices(view, chance);
  const all: Choice[] = [...choices, [3, () => ({ note: `note ${chance.below(1e9)}` })]];
  let at = chance.next() * all.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, act] of all) {
    at -= weight;
    if (at < 0) return act();
  }
  return null;
}

const does = (command: TableCommand) => (): PersonAct => ({ command });
const watching = (): Choice[] => [[1, does({ type: 'askFacilitator' })]];

function stageChoices(view: TableView, chance: Chance): Choice[] {
  const says = does({ type: 'sendMessage', text: `said ${chance.below(1e9)}` });
  const breaks = view.own?.onBreak ? 'endBreak' : 'takeBreak';
  const beside: Choice[] = [
    [2, does({ type: breaks })],
    [1, does({ type: 'askFacilitator' })],
  ];
  switch (view.stage) {
    case 'waiting':
      return [...beside, [3, does({ type: 'declareReady' })]];
    case 'bargaining':
      return [...beside, [16, says], ...bargaining(view, chance)];
    case 'signing':
      return [...beside, [8, says], ...signing(view, chance)];
    default:
      return [[1, says], ...beside];
  }
}

function bargaining(view: TableView, chance: Chance): Choice[] {
  const me = view.viewer.kind === 'seat' ? view.viewer.role : '';
  const standing = view.offers.filter((offer) => offer.standing === 'standing');
  const others = chance.pick(standing.filter((offer) => offer.role !== me));
  const own = chance.pick(standing.filter((offer) => offer.role === me));
  const any = chance.pick(view.offers);
  const offer = { package: somePackage(view, chance) };
  return [
    [10, does({ type: 'makeOffer', ...offer, beside: false })],
    [8, does({ type: 'makeOffer', ...offer, beside: true })],
    [5, does({ type: 'floatIdea', ...offer })],
    [others ? 9 : 0, () => (others ? { command: { type: 'acceptOffer', offerId: others.id } } : null)],
    [own ? 5 : 0, () => (own ? { command: { type: 'withdrawOffer', offerId: own.id } } : null)],
    [any ? 2 : 0, () => (any ? { command: { type: 'acceptOffer', offerId: any.id } } : null)],
    [2, does({ type: 'askInterest' })],
    [1, does({ type: 'tellInterest', interest: `only-${me}` })],
    [0.15, does({ type: 'stopWithoutAgreement' })],
  ];
}

function signing(view: TableView, chance: Chance): Choice[] {
  // Over a broken store a view may say that there is signing and not what is signed.
  const { signing: signed } = view;
  const line = chance.pick(view.lines);
  return [
    [signed ? 6 : 0, () => (signed ? { command: { type: 'signAgreement', offerId: signed.offerId } } : null)],
    [12, does({ type: 'backToTable' })],
    [3, does({ type: 'addLine', text: `also ${chance.below(1e9)}` })],
    [line ? 3 : 0, () => (line ? { command: { type: 'removeLine', lineId: line.id } } : null)],
    [0.1, does({ type: 'stopWithoutAgreement' })],
  ];
}

function somePackage(view: TableView, chance: Chance): Record<string, string | number> {
  return Object.fromEntries(
    view.case.issues.map((issue) => [
      issue.id,
      'range' in issue
        ? issue.range.min +
          chance.below((issue.range.max - issue.range.min) / (issue.range.step ?? 1) + 1) * (issue.range.step ?? 1)
        : (chance.pick(issue.options)?.id ?? ''),
    ]),
  );
}
