// What never reaches Next: whatever is not the reading of a page. Parley's pages take no form, define no server function and
// hold no picture, while Next would read a body, look up an action or decode an image for anybody. Knows no page.
import type { IncomingMessage, ServerResponse } from 'node:http';

const reading = ['GET', 'HEAD'];
/** Next's optimizer of pictures: fetches and decodes by native code what the query says. */
const pictures = '/_next/image';
/** Development only: the overlay of faults asks for sources and stacks by POST. */
const overlay = '/__nextjs_';

/** True where the request was answered here: 405 for another method, 404 for the optimizer. */
export function answerBeforePages(
  { method = '', complete }: Pick<IncomingMessage, 'method' | 'complete'>,
  response: ServerResponse,
  path: string,
  dev: boolean,
): boolean {
  if (!reading.includes(method) && !(dev && path.startsWith(overlay))) {
    response.setHeader('allow', reading.join(', '));
    // A body is not waited for: the connection ends with the answer.
    if (!complete) response.setHeader('connection', 'close');
    answer(response, 405, 'Pages are read with GET.\n');
    return true;
  }
  if (path !== pictures && !path.startsWith(`${pictures}/`)) return false;
  answer(response, 404, 'There is nothing at this address.\n');
  return true;
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}
