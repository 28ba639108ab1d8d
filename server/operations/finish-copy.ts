// A thread for one copy: makes it plain, checks it, gives it its name. Ends with a fault where it is not good.
import { workerData } from 'node:worker_threads';
import { finishCopy } from './sqlite-copy.ts';

const { part, file } = workerData as { part: string; file: string };
finishCopy(part, file);
