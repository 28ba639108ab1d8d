// Keeps the pictures of a gallery: files by group, an index page, and one contact sheet a group.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Participant } from '../harness/participant.ts';

/** On what somebody looks: the group of their pictures. */
export const groupOf = ({ guest }: Participant) =>
  `${guest.phone ? 'phone' : 'laptop'}-${guest.language ?? 'en'}${guest.dark ? '-dark' : ''}`;

type Picture = { group: string; file: string; caption: string };

export class Album {
  private readonly folder: string;
  private readonly pictures: Picture[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  /** Takes what the window shows; `whole` the page from top to bottom. */
  async take(page: Page, group: string, caption: string, whole = false): Promise<void> {
    const number = String(this.pictures.filter((picture) => picture.group === group).length + 1).padStart(2, '0');
    const file = `${group}/${number}-${caption.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
    await page.screenshot({ path: join(this.folder, file), fullPage: whole, animations: 'disabled' });
    this.pictures.push({ group, file, caption });
  }

  /** The index and the contact sheets; resolves to how many pictures there are. */
  async bind(browser: Browser): Promise<number> {
    const groups = Map.groupBy(this.pictures, ({ group }) => group);
    const links = [...groups].map(([group, pictures]) => `<h2>${group}</h2>${pictures.map(thumbnail).join('')}`);
    await writeFile(join(this.folder, 'index.html'), `${style}<h1>Parley</h1>${links.join('')}`);
    for (const [group, pictures] of groups) await this.sheet(browser, group, pictures);
    return this.pictures.length;
  }

  private async sheet(browser: Browser, group: string, pictures: Picture[]): Promise<void> {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    const tiles = await Promise.all(
      pictures.map(async ({ file, caption }) => {
        const image = await readFile(join(this.folder, file), 'base64');
        return `<figure><img src="data:image/png;base64,${image}"><figcaption>${caption}</figcaption></figure>`;
      }),
    );
    await page.setContent(`${style}<h1>${group}</h1>${tiles.join('')}`);
    await page.screenshot({ path: join(this.folder, `${group}.png`), fullPage: true });
    await page.close();
  }
}

const style = `<!doctype html><meta charset="utf-8"><style>
  body { font: 16px sans-serif; margin: 24px; background: #888; }
  figure { display: inline-block; margin: 8px; vertical-align: top; }
  img { display: block; height: 520px; max-width: 760px; object-fit: contain; object-position: top; }
  figcaption { padding: 4px 0; }
</style>`;

const thumbnail = ({ file, caption }: Picture) =>
  `<figure><a href="${file}"><img src="${file}" alt=""></a><figcaption>${caption}</figcaption></figure>`;
