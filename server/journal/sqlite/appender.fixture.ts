// A process of its own that appends without end and prints each ack, to be killed by a test.
// Knows no test. Run as: node appender.fixture.ts <path>

import { anAppend } from '../contract-sample.ts';
import { openSqliteStore } from '../sqlite.ts';

const [path = ''] = process.argv.slice(2);
const store = await openSqliteStore({ path });
process.stdout.write('open\n');

/** One fact is its own id. The id holds the process and the version tried, so that no two appends share one. */
async function appendForever(stream: string): Promise<never> {
  let version = (await store.read(stream)).length;
  for (;;) {
    const id = `${process.pid} ${stream} ${version + 1}`;
    const result = await store.append(
      anAppend(stream, version, {
        facts: [id],
        texts: [{ ref: id, author: 'author', text: id }],
        idempotency: { seatId: 'seat', commandId: id, payloadHash: 'hash', ack: id },
      }),
    );
    if (result.outcome !== 'appended') throw new Error(`unexpected ${result.outcome}`);
    version = result.version;
    process.stdout.write(`ack ${JSON.stringify({ stream, version, position: result.position, id })}\n`);
  }
}

await Promise.all(Array.from({ length: 10 }, (_, n) => appendForever(`table:${n}`)));
