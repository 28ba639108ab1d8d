// The cases this node knows: the library's, and those that running sessions brought along from earlier versions of a file.
// A session keeps the case it was hosted with as a document, so that an edited library never changes a round under way.
import { createHash } from 'node:crypto';
import { analyse } from '../../simulations/analyse.ts';
import { numbersOf, type Simulation, simulationSchema } from '../../simulations/schema.ts';
import type { CaseFile } from '../protocol/case-file.ts';

export const hashCase = (simulation: Simulation): string =>
  createHash('sha256').update(JSON.stringify(simulation)).digest('base64url').slice(0, 22);

export function openCase(simulation: Simulation): CaseFile {
  const numbers = numbersOf(simulation);
  return { hash: hashCase(simulation), simulation, numbers, analysis: analyse(numbers) };
}

export class Catalogue {
  private readonly library = new Map<string, CaseFile>();
  private readonly byHashes = new Map<string, CaseFile>();

  constructor(simulations: readonly Simulation[]) {
    for (const simulation of simulations) {
      const opened = openCase(simulation);
      this.library.set(simulation.id, opened);
      this.byHashes.set(opened.hash, opened);
    }
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
  adopt(hash: string, kept: string): void {
    if (this.byHashes.has(hash)) return;
    this.byHashes.set(hash, { ...openCase(simulationSchema.parse(JSON.parse(kept))), hash });
  }
}
