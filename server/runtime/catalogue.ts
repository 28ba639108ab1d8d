// The cases this node knows: the library's, and those that running sessions brought along from earlier versions of a file.
// A session keeps the case it was hosted with as a document, so that an edited library never changes a round under way.
import { createHash } from 'node:crypto';
import type { Simulation } from '../../simulations/schema.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Analyst } from './analysis/analyst.ts';

export const hashCase = (simulation: Simulation): string =>
  createHash('sha256').update(JSON.stringify(simulation)).digest('base64url').slice(0, 22);

export class Catalogue {
  /** Who opens cases and scores what becomes of them. */
  readonly analyst: Analyst;
  private readonly library = new Map<string, CaseFile>();
  private readonly byHashes = new Map<string, CaseFile>();
  private readonly adopting = new Map<string, Promise<void>>();

  private constructor(analyst: Analyst) {
    this.analyst = analyst;
  }

  static async open(simulations: readonly Simulation[], analyst: Analyst): Promise<Catalogue> {
    const catalogue = new Catalogue(analyst);
    for (const simulation of simulations) {
      const opened = await analyst.open(hashCase(simulation), JSON.stringify(simulation));
      catalogue.library.set(simulation.id, opened);
      catalogue.byHashes.set(opened.hash, opened);
    }
    return catalogue;
  }

  all(): CaseFile[] {
    return [...this.library.values()];
  }

  /** The library's case of today under this id. */
  byId(id: string): CaseFile | null {
    return this.library.get(id) ?? null;
  }

  byHash(hash: string): CaseFile | null {
    return this.byHashes.get(hash) ?? null;
  }

  /** Takes in a case that a session kept, under the hash that the session's facts name: a later schema may read it a little differently. */
  async adopt(hash: string, kept: string): Promise<void> {
    if (this.byHashes.has(hash)) return;
    const coming =
      this.adopting.get(hash) ??
      this.analyst
        .open(hash, kept)
        .then((opened) => void this.byHashes.set(hash, opened))
        .finally(() => this.adopting.delete(hash));
    this.adopting.set(hash, coming);
    await coming;
  }
}
