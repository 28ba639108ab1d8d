// The SQLite store keeps the contract of every store.

import { describeStore } from './contract.ts';
import { scratchPaths } from './sqlite/fixture-files.ts';
import { openSqliteStore } from './sqlite.ts';

const newPath = scratchPaths();

describeStore('sqlite', () => openSqliteStore({ path: newPath() }));
