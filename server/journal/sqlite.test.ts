// The SQLite store keeps the contract of every store.

import { describeStore } from './contract.ts';
import { scratchPaths } from './sqlite/files.fixture.ts';
import { openSqliteStore } from './sqlite.ts';

const newPath = scratchPaths();

describeStore('sqlite', () => openSqliteStore({ path: newPath() }));
