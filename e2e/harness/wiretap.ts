// Records everything that reaches one browser context: bodies, headers, chunks, socket frames; and reads its storage and cookies.
import type { BrowserContext, Page, Response, WebSocket } from '@playwright/test';

export class Wiretap {
  private readonly heard: { where: string; text: string }[] = [];
  private readonly pending = new Set<Promise<void>>();
  private readonly context: BrowserContext;

  constructor(context: BrowserContext) {
    this.context = context;
    context.on('response', (response) => this.keep(this.hearResponse(response)));
    context.on('page', (page) => this.listen(page));
    for (const page of context.pages()) this.listen(page);
  }

  /** Everything heard so far, with what storage and cookies hold now. */
  async everything(): Promise<{ where: string; text: string }[]> {
    await Promise.all(this.pending);
    const stores = await Promise.all(
      this.context.pages().map(async (page) => ({
        where: `storage of ${new URL(page.url()).pathname}`,
        text: await page.evaluate(() =>
          JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]),
        ),
      })),
    );
    const cookies = { where: 'cookies', text: JSON.stringify(await this.context.cookies()) };
    return [...this.heard, ...stores, cookies];
  }

  /** Where any of these words was heard; empty where none was. */
  async search(words: readonly string[]): Promise<{ word: string; where: string }[]> {
    const all = await this.everything();
    return words.flatMap((word) => all.filter(({ text }) => text.includes(word)).map(({ where }) => ({ word, where })));
  }

  /** Which of these words were heard at all. */
  async heardOf(words: readonly string[]): Promise<string[]> {
    return [...new Set((await this.search(words)).map(({ word }) => word))];
  }

  private keep(work: Promise<void>): void {
    this.pending.add(work);
    void work.finally(() => this.pending.delete(work));
  }

  private listen(page: Page): void {
    page.on('websocket', (socket: WebSocket) => {
      socket.on('framereceived', ({ payload }) =>
        this.heard.push({ where: `frame of ${new URL(socket.url()).pathname}`, text: payload.toString() }),
      );
    });
  }

  private async hearResponse(response: Response): Promise<void> {
    const where = `answer of ${new URL(response.url()).pathname}`;
    this.heard.push({ where, text: JSON.stringify(await response.allHeaders().catch(() => ({}))) });
    // A redirect, or a page that was left, has no body.
    const body = await response.text().catch(() => '');
    this.heard.push({ where, text: body });
  }
}
