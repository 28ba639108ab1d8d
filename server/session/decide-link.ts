// Links that bring somebody back on another device. Knows hashes only, never a secret; says no in one way for every reason.
import { accept, type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import { factAt, type Holder, type LinkKind, type SessionFact } from './facts.ts';
import { liveLink, presentPerson, tableIn } from './queries.ts';
import type { LinkState, SessionState } from './state.ts';

/** How long a link that moves somebody to another device can be used. */
const moveMs = 15 * 60_000;

const notAllowed = reject('notAllowed', 'This is not yours to do.');
const deadLink = reject('notAllowed', 'This link does not work any more. Ask for a new one.');

/** Makes a link. `by` is the live holder who asks: a facilitator for 'facilitator' and 'screen', a person for their own 'move' and 'keep'. */
export function decideLink(
  state: SessionState,
  link: { hash: string; kind: LinkKind },
  by: Holder,
  stamp: Stamp,
): Decision<SessionFact> {
  const { hash, kind } = link;
  const forFacilitator = kind === 'facilitator' || kind === 'screen';
  if (by.kind !== (forFacilitator ? 'facilitator' : 'person')) return refuse(notAllowed);
  const person = by.kind === 'person' ? by.person : null;
  if (person !== null && presentPerson(state, person) === null) return refuse(notAllowed);
  if (kind === 'keep' && !state.rounds.some((round) => round.debriefed && tableIn(round, person ?? ''))) {
    return refuse(reject('wrongPhase', 'Your page can be kept once the debrief is open.'));
  }
  const expiresAt = kind === 'move' ? stamp.now + moveMs : null;
  // Whoever moves holds one such link at a time.
  const older = kind === 'move' ? linksWhere(state, (other) => other.kind === 'move' && other.person === person) : [];
  return accept<SessionFact>({
    facts: [...revokedLinks(older, stamp), factAt(stamp.now, { type: 'linkMade', hash, kind, person, expiresAt })],
    unique: { claim: [{ kind: 'link', key: hash, value: state.sessionId }], release: older.map(linkKey) },
  });
}

/**
 * Exchanges a link for a credential; afterwards `holderOf(state, credentialHash)` says whose. Who moves to another device
 * leaves the one before: its credential ends. `beside` keeps it, for a repeated join whose first answer may still arrive.
 */
export function decideExchange(
  state: SessionState,
  exchange: { linkHash: string; credentialHash: string; beside?: boolean },
  stamp: Stamp,
): Decision<SessionFact> {
  const { linkHash, credentialHash, beside = false } = exchange;
  const link = liveLink(state, linkHash, stamp.now);
  const holder = link && holderBehind(state, link);
  if (link === null || holder === null) return refuse(deadLink);
  const left = link.kind === 'move' && !beside ? credentialsOf(state, link.person) : [];
  return accept<SessionFact>({
    facts: [
      factAt(stamp.now, { type: 'linkUsed', hash: linkHash }),
      ...left.map((hash) => factAt(stamp.now, { type: 'credentialRevoked' as const, hash })),
      factAt(stamp.now, { type: 'credentialIssued', hash: credentialHash, for: holder, via: 'link' }),
    ],
    unique: {
      claim: [{ kind: 'credential', key: credentialHash, value: state.sessionId }],
      release: [
        ...(link.kind === 'move' ? [linkKey(linkHash)] : []),
        ...left.map((key) => ({ kind: 'credential', key })),
      ],
    },
  });
}

function credentialsOf(state: SessionState, person: string | null): string[] {
  return [...state.credentials]
    .filter(([, holder]) => holder.kind === 'person' && holder.person === person)
    .map(([hash]) => hash);
}

function holderBehind(state: SessionState, link: LinkState): Holder | null {
  if (link.kind === 'facilitator' || link.kind === 'screen') return { kind: link.kind };
  if (link.person === null || presentPerson(state, link.person) === null) return null;
  return { kind: 'person', person: link.person };
}

/** A new facilitator link; old facilitator and screen links end, and so do all such credentials but the asker's own. */
export function decideRevoke(
  state: SessionState,
  revoking: { credentialHash: string; linkHash: string },
  stamp: Stamp,
): Decision<SessionFact> {
  const { credentialHash, linkHash } = revoking;
  if (state.credentials.get(credentialHash)?.kind !== 'facilitator') return refuse(notAllowed);
  const links = linksWhere(state, ({ kind }) => kind === 'facilitator' || kind === 'screen');
  const credentials = [...state.credentials]
    .filter(([hash, holder]) => hash !== credentialHash && holder.kind !== 'person')
    .map(([hash]) => hash);
  return accept<SessionFact>({
    facts: [
      ...revokedLinks(links, stamp),
      ...credentials.map((hash) => factAt(stamp.now, { type: 'credentialRevoked' as const, hash })),
      factAt(stamp.now, { type: 'linkMade', hash: linkHash, kind: 'facilitator', person: null, expiresAt: null }),
    ],
    unique: {
      claim: [{ kind: 'link', key: linkHash, value: state.sessionId }],
      release: [...links.map(linkKey), ...credentials.map((key) => ({ kind: 'credential', key }))],
    },
  });
}

function linksWhere(state: SessionState, wanted: (link: LinkState) => boolean): string[] {
  return [...state.links].filter(([, link]) => wanted(link)).map(([hash]) => hash);
}

const linkKey = (key: string) => ({ kind: 'link', key });

function revokedLinks(hashes: string[], stamp: Stamp): SessionFact[] {
  return hashes.map((hash) => factAt(stamp.now, { type: 'linkRevoked', hash }));
}
