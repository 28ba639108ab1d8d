// Pages that are prepared while the server already answers calls and sockets. Until then: a small page that asks again.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pages } from './serve.ts';

type Opened = Pages & { close(): Promise<void> };
export type LatePages = Opened & { prepared(): boolean };

const words = {
  nl: ['Een ogenblik', 'Parley start op. Deze pagina komt vanzelf.'],
  en: ['Just a moment', 'Parley is starting. This page comes by itself.'],
} as const;

/** `dev`: pages reload themselves, over an upgrade of their own. */
export function latePages(opening: Promise<Opened>, { dev }: { dev: boolean }): LatePages {
  let opened: Opened | null = null;
  opening.then(
    (pages) => {
      opened = pages;
    },
    // Whoever waits for `opening` says why.
    () => undefined,
  );
  return {
    prepared: () => opened !== null,
    page: async (request, response) => (opened ? opened.page(request, response) : waitingPage(request, response)),
    ...(dev && {
      upgrade: async (request, socket, head) => {
        if (opened?.upgrade) return opened.upgrade(request, socket, head);
        socket.destroy();
      },
    }),
    close: async () => opened?.close(),
  };
}

function waitingPage({ headers }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': '1',
  });
  // The first of our languages that is asked for, as on the other pages. No script and no style: no policy is in the way.
  const asked = /(?:^|,)\s*(nl|en)\b/i.exec(headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  const language = asked === 'nl' ? 'nl' : 'en';
  const [title, text] = words[language];
  response.end(
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">` +
      `<meta name="viewport" content="width=device-width"><title>${title} · Parley</title></head>` +
      `<body><h1>${title}</h1><p role="status">${text}</p></body></html>\n`,
  );
}
