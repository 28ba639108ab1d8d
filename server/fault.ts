// What may be logged of a fault: its kind and place. Its message may hold what somebody wrote, except where it says that it does not.
import { StoreUnavailable } from './journal/unavailable.ts';
import { PlainFault } from './runtime/plain-fault.ts';

export type LoggedFault = { name: string; message?: string; place: string[] };

/** Frames of the stack without its first lines, which repeat the message. */
export function loggedFault(fault: unknown): LoggedFault {
  if (!(fault instanceof Error)) return { name: typeof fault, place: [] };
  const { name, message, stack = '' } = fault;
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  const place = frames.map((frame) => frame.trim()).filter((frame) => frame.startsWith('at '));
  // Why the store is away (held, full, damaged), or which journal cannot be read, is what the operator needs, and nobody's words.
  return fault instanceof StoreUnavailable || fault instanceof PlainFault ? { name, message, place } : { name, place };
}
