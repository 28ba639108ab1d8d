// Folds what people do for themselves: ready, breaks, calls, reflection, words, consent. No move in the bargaining.
import type { FactOf } from './facts.ts';
import type { TableState } from './state.ts';

export type OwnFact = FactOf<
  | 'readyDeclared'
  | 'breakTaken'
  | 'breakEnded'
  | 'facilitatorAsked'
  | 'reflectionSubmitted'
  | 'wordWritten'
  | 'planeConsentGiven'
>;

export function foldOwn(state: TableState, fact: OwnFact): TableState {
  const { person } = fact;
  switch (fact.type) {
    case 'readyDeclared':
      return {
        ...state,
        seats: state.seats.map((seat) => (seat.role === fact.role ? { ...seat, ready: true } : seat)),
      };
    case 'breakTaken':
      return { ...state, onBreak: { ...state.onBreak, [person]: fact.at } };
    case 'breakEnded': {
      const { [person]: _, ...onBreak } = state.onBreak;
      return { ...state, onBreak };
    }
    case 'facilitatorAsked':
      return { ...state, calls: [...state.calls, person] };
    case 'reflectionSubmitted': {
      const { scales, guess, noteRef, writtenAt = fact.at } = fact;
      return { ...state, reflections: { ...state.reflections, [person]: { scales, guess, noteRef, writtenAt } } };
    }
    case 'wordWritten': {
      const { step, ref, writtenAt = fact.at } = fact;
      const others = (state.words[person] ?? []).filter((word) => word.step !== step);
      return { ...state, words: { ...state.words, [person]: [...others, { step, ref, writtenAt }] } };
    }
    case 'planeConsentGiven':
      return { ...state, planeConsent: { ...state.planeConsent, [person]: fact.agree } };
  }
}
