// Reads the library's case files from disk. A faulty case stops the start with its name, its place and what is wrong.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Simulation, simulationSchema } from '../../simulations/schema.ts';
import { type Analyst, analystHere } from './analysis/analyst.ts';
import { Catalogue } from './catalogue.ts';

/** One folder a case, `simulation.yaml` in each. Whoever serves people brings an analyst with a thread of its own. */
export async function readLibrary(folder: string, analyst: Analyst = analystHere): Promise<Catalogue> {
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const read = await Promise.all(ids.map((id) => readCase(join(folder, id, 'simulation.yaml'), id)));
  return Catalogue.open(read, analyst);
}

async function readCase(path: string, id: string): Promise<Simulation> {
  const parsed = simulationSchema.safeParse(parse(await readFile(path, 'utf8')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`the case "${id}" cannot be read: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  if (parsed.data.id !== id)
    throw new Error(`the case in folder "${id}" calls itself "${parsed.data.id}": let folder and id agree`);
  return parsed.data;
}
