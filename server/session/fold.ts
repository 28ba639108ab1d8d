// Folds facts into the session's state. Total: every fact that was once accepted folds, today and later.
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export function fold(state: SessionState | null, fact: SessionFact): SessionState {
  throw new Error(`not written yet ${state} ${fact}`);
}
