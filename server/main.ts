// The program of a node: the only reader of its environment. Loads everything else from a cache of compiled code, which
// halves the time until a killed node serves again.
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

// Where nothing can be written it starts all the same, only slower.
enableCompileCache(join(resolve(import.meta.dirname, '..'), 'node_modules', '.cache', 'parley'));
// A start waits longest for the science: its thread loads while this one does.
const { startAnalysisThread } = await import('./runtime/analysis/thread.ts');
const analyst = startAnalysisThread();
const { startNode } = await import('./start.ts');
await startNode(process.env, analyst);
