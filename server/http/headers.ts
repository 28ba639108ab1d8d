// Puts the headers of every answer on one that Node writes. Which they are is gate/every-answer.ts'.
import type { ServerResponse } from 'node:http';
import { everyAnswer } from '../gate/every-answer.ts';

const plain = Object.entries(everyAnswer(false));
const encrypted = Object.entries(everyAnswer(true));

export function setHeaders(response: ServerResponse, secure: boolean): void {
  for (const [name, value] of secure ? encrypted : plain) response.setHeader(name, value);
}
