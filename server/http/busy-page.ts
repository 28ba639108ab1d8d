// What a newcomer's browser shows while this node has no time to draw a page: one small page that asks again by itself.
// Needs no script, no style and no Next.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Rejection } from '../protocol/rejection.ts';

const words = {
  nl: { title: 'Even wachten', text: 'Het is even te druk. We proberen het vanzelf opnieuw.' },
  en: { title: 'One moment', text: 'It is very busy just now. We try again by ourselves.' },
};

export function answerBusy(request: IncomingMessage, response: ServerResponse, rejection: Rejection): void {
  const seconds = rejection.waitSeconds ?? 5;
  const language = /^\s*nl\b/i.test(request.headers['accept-language'] ?? '') ? 'nl' : 'en';
  const { title, text } = words[language];
  response.writeHead(rejection.code === 'tooFast' ? 429 : 503, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': String(seconds),
  });
  response.end(
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<meta http-equiv="refresh" content="${seconds}"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>\n`,
  );
}
