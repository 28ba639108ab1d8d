// Ours as a scene: offers of a whole package as ordinary commands, heard as view events.
import { packageAt } from '../../server/pair.fixture.ts';
import { openClasses } from './classes.ts';
import { openHalls } from './halls.ts';
import { countOf, type OpenScene } from './scene.ts';

const made = Buffer.from('{"type":"offerMade"');

export const openOurs: OpenScene = async (port, tables, watch) => {
  const classes = await openClasses(port, tables, (table, seat, payload) => {
    if (seat !== 1) return;
    const offers = countOf(payload, made);
    if (offers > 0) watch.delivered(table, offers);
  });
  const newcomers = openHalls(port);
  const frame = (table: number, n: number): string => {
    const { tableId, view } = classes.tables[table] as (typeof classes.tables)[number];
    const command = { type: 'makeOffer', package: packageAt(view, n % 3), beside: false };
    const commandId = `bench-${process.pid}-${table}-${n}-`.padEnd(22, '0');
    return JSON.stringify(['command', { stream: { table: tableId }, commandId, command }]);
  };
  return {
    offer(table, n) {
      const { socket } = (classes.tables[table] as (typeof classes.tables)[number]).people[0];
      socket.emit(frame(table, n), (payload) => watch.acked(table, payload.indexOf('"ok":true') !== -1));
    },
    offerBytes: frame(0, 0).length + 4,
    come: (nth) => newcomers.come(nth),
    leave: () => newcomers.leave(),
    close() {
      newcomers.leave();
      classes.close();
    },
  };
};
