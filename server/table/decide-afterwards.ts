// After the deal: private reflection, words in the debrief, and consent to the plane of both sides' points.
import { accept, isWrittenBefore, refuse, type Stamp, writtenAt } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import { type CommandOf, done, no, type Turn, type Verdict } from './turn.ts';

const isAfterwards = ({ state }: Turn): boolean => state.phase?.kind === 'reflect' || state.phase?.kind === 'debrief';

/** Why what waited somewhere comes to nothing: its writer wrote again since, and that came first. */
function overtaken(standing: { writtenAt: number } | undefined, stamp: Stamp): Rejection | null {
  if (standing === undefined || !isWrittenBefore(standing.writtenAt, stamp)) return null;
  return reject('superseded', 'What you wrote later is here already and stands.');
}

export function submitReflection(turn: Turn, { reflection }: CommandOf<'submitReflection'>): Verdict {
  const { state, person, stamp } = turn;
  if (!isAfterwards(turn)) return no('wrongPhase', 'Reflection comes after the table has ended.');
  const late = overtaken(state.reflections[person], stamp);
  if (late) return refuse(late);
  if (state.phase?.kind === 'debrief' && Object.hasOwn(state.reflections, person))
    return no('alreadyDone', 'Your reflection is in; the debrief has begun.');
  const { scales, guess, note } = reflection;
  const issues = turn.caseFile.numbers.issues.map((issue) => issue.id);
  const wrong = guess.find((id, index) => !issues.includes(id) || guess.indexOf(id) !== index);
  if (wrong !== undefined)
    return no('malformed', `${wrong} is no issue of this case, or stands twice.`, 'reflection.guess');
  const noteRef = note === null ? null : `reflection:${stamp.freshId}`;
  const texts = note === null || noteRef === null ? [] : [{ ref: noteRef, author: person, text: note }];
  const submitted = { scales, guess, noteRef, writtenAt: writtenAt(stamp) };
  return accept({ facts: [{ type: 'reflectionSubmitted', ...submitted, ...done(turn) }], texts });
}

/** Observers write words too. */
export function writeWord(
  { state, person, stamp }: Pick<Turn, 'state' | 'person' | 'stamp'>,
  { step, text }: CommandOf<'writeWord'>,
): Verdict {
  const asksForWords = step === 'yourself' || step === 'takeaway';
  if (!asksForWords || !state.debrief.some((opened) => opened.step === step))
    return no('stepNotOpen', 'This step does not ask for words now.', 'step');
  const late = overtaken(
    state.words[person]?.find((word) => word.step === step),
    stamp,
  );
  if (late) return refuse(late);
  const ref = `word:${stamp.freshId}`;
  return accept({
    facts: [{ type: 'wordWritten', person, step, ref, at: stamp.now, writtenAt: writtenAt(stamp) }],
    texts: [{ ref, author: person, text }],
  });
}

export function agreeToPlane(turn: Turn, { agree }: CommandOf<'agreeToPlane'>): Verdict {
  const { state, person } = turn;
  if (!isAfterwards(turn)) return no('wrongPhase', 'This is asked after the table has ended.');
  if (state.planeConsent[person] === agree) return no('alreadyDone', 'This is your answer already.');
  return accept({
    facts: [{ type: 'planeConsentGiven', agree, ...done(turn) }],
    outbox: [
      {
        to: { session: state.sessionId },
        command: { type: 'reportPlaneConsent', tableId: state.tableId, person, agree },
      },
    ],
  });
}
