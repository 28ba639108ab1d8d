// Every command against the journals: what was acknowledged is there once, what was refused is not, nothing is there twice.
// The store keeps each answer with its facts; here facts and kept answers are counted against each other.
import type { Json, Store } from '../journal/port.ts';
import type { CommandAnswer } from '../protocol/wire.ts';
import { hashPayload } from '../runtime/secrets.ts';
import type { Journal } from './journals.ts';
import type { Ledger, Sent } from './ledger.ts';
import { type Breaks, promises } from './promises.ts';

export type CommandParts = { store: Store; ledger: Ledger; journals: Map<string, Journal>; breaks: Breaks };

/** The one fact that each accepted command of a person leaves. */
const factOf: Record<string, readonly string[]> = {
  declareReady: ['readyDeclared'],
  sendMessage: ['messageSent'],
  floatIdea: ['ideaFloated'],
  makeOffer: ['offerMade'],
  withdrawOffer: ['offerWithdrawn'],
  acceptOffer: ['offerAccepted'],
  signAgreement: ['agreementSigned'],
  backToTable: ['returnedToTable'],
  addLine: ['lineAdded'],
  removeLine: ['lineRemoved'],
  tellInterest: ['interestTold'],
  askInterest: ['interestAsked'],
  takeBreak: ['breakTaken'],
  endBreak: ['breakEnded'],
  askFacilitator: ['facilitatorAsked'],
  addTime: ['timeAdded'],
  seatEveryone: ['roundOpened'],
  nextRound: ['roundClosed'],
};
const counted = new Set(Object.values(factOf).flat());
type Body = Record<string, Json> & { type: string };

export async function judgeCommands({ store, ledger, journals, breaks }: CommandParts): Promise<void> {
  const kept = new Map<Sent, CommandAnswer>();
  for (const sent of ledger.sent) {
    const { stream, seatId, frame } = sent;
    const found = await store.findAck(stream, seatId, frame.commandId, hashPayload(frame.command));
    if (found?.outcome === 'repeated') kept.set(sent, found.ack as CommandAnswer);
    judgeAnswer(sent, kept.get(sent), breaks);
  }
  judgeCounts(kept, journals, breaks);
  judgeIds(kept, journals, breaks);
  await judgeTexts(store, kept, journals, breaks);
  await judgeNotes(store, ledger, breaks);
}

const named = ({ frame, seatId, stream }: Sent) => `${frame.command.type} ${frame.commandId} of ${seatId} at ${stream}`;

function judgeAnswer(sent: Sent, kept: CommandAnswer | undefined, breaks: Breaks): void {
  const answer = sent.answers.find(({ ok }) => ok);
  if (sent.outcome === 'acked' && kept === undefined)
    breaks(promises.acknowledged, `${named(sent)} is not there`, sent.step);
  else if (sent.outcome === 'acked' && JSON.stringify(answer) !== JSON.stringify(kept))
    breaks(promises.oneAnswer, `${named(sent)}: ${JSON.stringify(answer)}, kept ${JSON.stringify(kept)}`, sent.step);
  // Of several copies one may have been refused before another was accepted.
  const once = sent.copies === 1 && sent.unknown === 0;
  if (sent.outcome === 'refused' && once && kept !== undefined) breaks(promises.refused, named(sent), sent.step);
}

type Count = { facts: number; kept: number; step: number };
class Counts extends Map<string, Count> {
  at(key: string): Count {
    const known = this.get(key) ?? { facts: 0, kept: 0, step: 0 };
    this.set(key, known);
    return known;
  }
}
const about = (part: Record<string, unknown>): string =>
  String(part['offerId'] ?? part['lineId'] ?? part['interest'] ?? '');

/** As many facts of a kind by somebody about something as kept answers to such commands. */
function judgeCounts(kept: Map<Sent, CommandAnswer>, journals: Map<string, Journal>, breaks: Breaks): void {
  const counts = new Counts();
  for (const [{ stream, seatId, frame, step }] of kept) {
    const [type] = factOf[frame.command.type] ?? [];
    if (type === undefined) continue;
    // Who signs names the offer, the fact does not need to.
    const what = type === 'agreementSigned' ? '' : about(frame.command);
    const count = counts.at([stream, type, bySession(stream) ? '' : seatId, what].join(' '));
    count.kept += 1;
    count.step = step;
  }
  for (const { stream, facts } of journals.values())
    for (const { fact } of facts) countFact(counts, stream, fact as Body);
  for (const [key, { facts, kept: answers, step }] of counts) {
    if (facts < answers) breaks(promises.acknowledged, `${key}: ${answers} kept, ${facts} facts`, step);
    if (facts > answers) breaks(promises.twice, `${key}: ${facts} facts for ${answers} commands`, step);
  }
}

function countFact(counts: Counts, stream: string, body: Body): void {
  const isPersons = bySession(stream) || body['person'] !== undefined;
  if (!counted.has(body.type) || !isPersons) return;
  const person = bySession(stream) ? '' : String(body['person']);
  counts.at([stream, body.type, person, about(body)].join(' ')).facts += 1;
}

const bySession = (stream: string): boolean => stream.startsWith('session:');

/** What was made has the id that its maker was told, and there is one of it. */
function judgeIds(kept: Map<Sent, CommandAnswer>, journals: Map<string, Journal>, breaks: Breaks): void {
  const made = new Map<string, number>();
  for (const { stream, facts } of journals.values())
    for (const { fact } of facts) {
      const { id, type } = fact as Body;
      if (typeof id === 'string' && counted.has(type))
        made.set(`${stream} ${id}`, (made.get(`${stream} ${id}`) ?? 0) + 1);
    }
  for (const [sent, answer] of kept) {
    if (!answer.ok || answer.id === undefined || bySession(sent.stream)) continue;
    const count = made.get(`${sent.stream} ${answer.id}`) ?? 0;
    if (count === 0) breaks(promises.acknowledged, `${named(sent)}: no fact ${answer.id}`, sent.step);
    if (count > 1) breaks(promises.twice, `${named(sent)}: ${count} facts ${answer.id}`, sent.step);
  }
}

/** What was said is there word for word. */
async function judgeTexts(
  store: Store,
  kept: Map<Sent, CommandAnswer>,
  journals: Map<string, Journal>,
  breaks: Breaks,
): Promise<void> {
  const refs = new Map<string, string>();
  for (const { stream, facts } of journals.values())
    for (const { fact } of facts) {
      const { id, ref } = fact as Body;
      if (typeof id === 'string' && typeof ref === 'string') refs.set(`${stream} ${id}`, ref);
    }
  const texts = await store.readTexts([...refs.values()]);
  for (const [sent, answer] of kept) {
    const { command } = sent.frame;
    if (!('text' in command) || !answer.ok || bySession(sent.stream)) continue;
    const found = texts.get(refs.get(`${sent.stream} ${answer.id}`) ?? '');
    if (found !== command.text) breaks(promises.acknowledged, `${named(sent)}: its text is ${found}`, sent.step);
  }
}

/** The newest note of each author is the one that was acknowledged last, or a later one of which nobody knows. */
async function judgeNotes(store: Store, { notes }: Ledger, breaks: Breaks): Promise<void> {
  for (const [key, own] of Map.groupBy(notes, ({ stream, person }) => `${stream} ${person}`)) {
    const newest = own.findLast(({ acked }) => acked);
    const [first] = own;
    if (!newest || !first) continue;
    const rows = await store.readDocuments(first.stream, first.person);
    const row = rows.find((candidate) => candidate.key === newest.frame.key);
    const sent = own.find(({ frame }) => frame.revision === row?.revision);
    if (!row || row.revision < newest.frame.revision || sent?.frame.text !== row.text)
      breaks(promises.notes, `${key}: ${row?.revision ?? 'none'} is kept, ${newest.frame.revision} was acknowledged`);
  }
}
